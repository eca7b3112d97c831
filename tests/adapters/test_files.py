import hashlib
import stat
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.adapters.files import LARGEST, Blob, TooLarge, open_blob, store, verify
from workflow.core.errors import NotFound

CONTENT = "合作備忘錄".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_the_digest_of_its_bytes(tmp_path):
    assert store(tmp_path / "files", BytesIO(CONTENT)) == Blob(DIGEST, len(CONTENT))
    assert files_in(tmp_path / "files") == [f"{DIGEST[:2]}/{DIGEST[2:]}"]


@settings(max_examples=25)
@given(st.binary(max_size=200_000))
def test_what_is_stored_comes_back_byte_for_byte(content):
    with TemporaryDirectory() as folder:
        blob = store(Path(folder), BytesIO(content))
        with open_blob(Path(folder), blob.sha256) as file:
            assert file.read() == content
        assert verify(Path(folder), blob.sha256)


def test_the_same_bytes_are_kept_once(tmp_path):
    assert store(tmp_path, BytesIO(CONTENT)) == store(tmp_path, BytesIO(CONTENT))
    assert len(files_in(tmp_path)) == 1


def test_a_file_at_the_limit_is_kept_and_one_byte_more_leaves_nothing(tmp_path):
    assert store(tmp_path / "at", BytesIO(b"x" * 10), limit=10).size == 10
    with pytest.raises(TooLarge):
        store(tmp_path / "beyond", BytesIO(b"x" * 11), limit=10)
    assert files_in(tmp_path / "beyond") == []


def test_twenty_megabytes_are_the_limit(tmp_path):
    with pytest.raises(TooLarge) as refused:
        store(tmp_path, BytesIO(bytes(LARGEST + 1)))
    assert refused.value.params == {"megabytes": 20}


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path):
    class Broken(BytesIO):
        def read(self, size=-1):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store(tmp_path, Broken())
    assert files_in(tmp_path) == []


def test_a_damaged_file_is_noticed_and_mended_by_storing_it_again(tmp_path):
    store(tmp_path, BytesIO(CONTENT))
    (tmp_path / DIGEST[:2] / DIGEST[2:]).write_bytes(b"other")
    assert not verify(tmp_path, DIGEST)
    store(tmp_path, BytesIO(CONTENT))
    assert verify(tmp_path, DIGEST)


def test_a_missing_file_is_not_found(tmp_path):
    assert not verify(tmp_path, DIGEST)
    with pytest.raises(NotFound):
        open_blob(tmp_path, DIGEST)


@pytest.mark.parametrize("name", ["", "../secret", f"../{DIGEST[3:]}", DIGEST.upper(), DIGEST + "\n", "a" * 63])
def test_only_a_digest_can_name_a_file(tmp_path, name):
    (tmp_path / "secret").write_text("secret")
    with pytest.raises(NotFound):
        open_blob(tmp_path / "files", name)


def test_only_the_service_may_read_a_stored_file(tmp_path):
    store(tmp_path, BytesIO(CONTENT))
    assert stat.S_IMODE((tmp_path / DIGEST[:2] / DIGEST[2:]).stat().st_mode) == 0o600
