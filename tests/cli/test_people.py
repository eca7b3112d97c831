import pytest

HEADER = "login,name_zh,name_en,email,post,unit,from,to\n"
TEACHER = "teacher.new,教師（示範）,Teacher (demo),teacher.new@example.edu,faculty,me,2026-08-01,\n"


def test_people_are_listed_with_what_they_hold_today(desk):
    everybody = desk.answer("people", "list")
    assert all(set(person) >= {"login", "name", "posts", "active"} for person in everybody)
    dean = next(person for person in everybody if person["login"] == "dean.coe")
    assert dean["posts"] == [{"post": "dean", "unit": "coe"}]


def test_people_are_imported_once(desk):
    table = desk.put("people.csv", (HEADER + TEACHER).encode())
    assert desk.answer("people", "import", table)["people_new"] == 1
    assert desk.answer("people", "import", table)["people_new"] == 0
    assert "teacher.new" in desk.run("people", "list").stdout


def test_one_bad_row_keeps_the_whole_file_out_and_is_named(desk):
    bad = TEACHER.replace("teacher.new", "teacher.two").replace("faculty", "wizard")
    table = desk.put("people.csv", (HEADER + TEACHER + bad).encode())
    found = desk.answer("people", "import", table, code=1)
    (row,) = found["rows"]
    assert (found["ok"], row["row"], row["column"], row["code"]) == (False, 3, "post", "sheet_unknown_post")
    assert "wizard" in row["message"]["zh-TW"]
    assert "teacher.new" not in desk.run("people", "list").stdout


def test_people_read_bad_rows_on_standard_error(desk):
    result = desk.run("people", "import", desk.put("people.csv", b"login\nx\n"))
    assert result.exit_code == 1
    assert "sheet_missing_column" in result.stderr


def test_rows_of_a_register_are_imported(desk):
    row = (
        "name_en,name_zh,country,website,domain\nExample College,範例學院,JP,https://www.example.ac.jp,example.ac.jp\n"
    )
    table = desk.put("partners.csv", row.encode())
    done = desk.answer("register", "import", "partners", table)
    assert (done["ok"], done["new"], done["changed"]) == (True, 1, 0)
    assert desk.start(partner="example.ac.jp")["data"]["partner_name"] == "Example College"


def test_a_register_that_does_not_exist_is_told(desk):
    table = desk.put("x.csv", b"a\n1\n")
    assert desk.answer("register", "import", "poems", table, code=1)["refusals"][0]["code"] == "unknown_register"


def test_a_password_is_set_from_standard_input(desk):
    assert desk.run("people", "password", "dean.coe", stdin="correct horse battery\n").exit_code == 0
    result = desk.run("people", "password", "dean.coe", stdin="short\n")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "password: too_short")
    assert "short\n" not in result.stdout


def test_a_common_password_is_refused_in_both_languages(desk):
    result = desk.run("people", "password", "dean.coe", stdin="passwordpassword\n")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "password: too_guessable")
    assert "太容易猜到" in result.stderr
    assert "Too easy to guess" in result.stderr
    assert "passwordpassword" not in result.output


def test_a_token_is_shown_once(desk):
    made = desk.answer("token", "create", "dean.coe", "--label", "scripts")
    assert made["token"].startswith("qh_")
    assert desk.run("token", "create", "dean.coe").stdout.strip() != made["token"]


@pytest.mark.parametrize("words", [("people", "password", "nobody"), ("token", "create", "nobody")])
def test_an_unknown_login_is_told(desk, words):
    result = desk.run(*words, stdin="correct horse battery\n")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (1, "unknown_person")


@pytest.mark.parametrize(
    "words",
    [
        ("people",),
        ("people", "import"),
        ("people", "import", "/no/such"),
        ("register", "import", "partners"),
        ("token",),
    ],
)
def test_what_lacks_an_argument_is_wrong_usage(desk, words):
    assert desk.run(*words).exit_code == 2


def test_a_register_goes_out_as_a_table_and_comes_in_again(desk, tmp_path):
    written = tmp_path / "partners.csv"
    assert desk.run("register", "export", "partners", written).exit_code == 0
    assert desk.run("register", "export", "partners").stdout_bytes == written.read_bytes()
    again = desk.answer("register", "import", "partners", written)
    assert (again["rows"] > 10, again["new"], again["changed"]) == (True, 0, 0)
    (refusal,) = desk.answer("register", "import", "nothing", written, code=1)["refusals"]
    assert refusal["code"] == "unknown_register"
