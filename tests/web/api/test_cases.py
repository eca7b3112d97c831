"""Filing and deciding by program."""

from tests.web.api.calling import PDF, Caller, answer, codes


def test_a_process_says_what_it_asks_for_and_under_which_hat(clerk, calling):
    (process,) = clerk.get("/processes")["processes"]
    assert process["hats"] == [{"hat": "clerk@office", "post": "clerk", "unit": "office"}]
    assert calling("chief").get("/processes")["processes"][0]["hats"] == []
    form = clerk.get("/processes/pair/form")
    assert [(it["name"], it["type"], it["required"]) for it in form["fields"]] == [
        ("subject", "text", True),
        ("amount", "money", False),
    ]
    assert [(it["name"], it["accept"]) for it in form["documents"]] == [("paper", ["pdf"])]


def test_a_case_goes_from_start_to_decision(clerk, calling):
    paper = clerk.upload()
    case = clerk.start(paper={"file": paper["file"]})
    assert (case["data"]["amount"], case["documents"][0]["sha256"]) == ("1200.5", paper["sha256"])
    for login, action in (("first", "agree"), ("second", "agree"), ("chief", "approve")):
        (task,) = calling(login).get("/tasks")["tasks"]
        assert (task["case"], action in task["actions"]) == (case["number"], True)
        done = calling(login).act(case, action)
    assert (done["state"], done["outcome"]) == ("done", "approved")


def test_a_document_of_a_case_is_got_by_those_who_may_see_it(clerk, calling):
    case = clerk.start(paper={"file": clerk.upload()["file"]})
    path = f"/cases/{case['number']}/documents/paper/1"
    with clerk.ask("GET", path) as got:
        assert (got.status_code, got.data, got.mimetype) == (200, PDF, "application/octet-stream")
    assert calling("clerk.2").get(path, 404)["code"] == "not_found"
    assert [clerk.ask("GET", f"{path}{more}").status_code for more in ("0", "x")] == [404, 404]


def test_a_start_says_where_the_case_is(clerk):
    body = {"process": "pair", "data": {"subject": "試"}}
    response = clerk.ask("POST", "/cases", body)
    case = answer(response, 201)
    assert answer(clerk.app.test_client().get(response.headers["Location"], headers=bearing(clerk)), 200) == case


def bearing(caller: Caller) -> dict[str, str]:
    return {"Authorization": f"Bearer {caller.token}"}


def test_a_repeat_with_the_same_key_is_the_same_case_and_status(clerk):
    first = clerk.start(key="a")
    assert clerk.start(key="a")["number"] == first["number"]
    assert clerk.start(key="b")["number"] != first["number"]
    assert clerk.start(409, key="a", subject="別的")["refusals"][0]["code"] == "form_used"


def test_a_repeated_decision_counts_once(clerk, calling):
    case, first = clerk.start(), calling("first")
    path, offer = f"/cases/{case['number']}/actions/agree", first.get(f"/cases/{case['number']}")["actions"][0]
    body = {"saw": offer["saw"], "task": offer["task"], "input": {}}
    assert first.post(path, body, key="k") == first.post(path, body, key="k")
    assert first.post(path, body, 409)["refusals"][0]["code"] == "task_closed"


def test_what_was_not_seen_is_not_decided(clerk, calling):
    case = clerk.start()
    path = f"/cases/{case['number']}/actions/agree"
    stale = calling("first").post(path, {"saw": "something else", "input": {}}, 409)
    assert (stale["code"], stale["refusals"][0]["code"]) == ("stale", "stale")
    assert codes(calling("first").post(path, {"input": {}}, 422)) == [("saw", "required")]


def test_what_must_be_corrected_is_named_by_field_in_the_language_of_the_asker(clerk):
    body = {"process": "pair", "data": {"amount": "much", "paper": {"file": "none"}}}
    assert codes(clerk.post("/cases", body, 422)) == [("paper", "unknown_file")]
    problem = clerk.post("/cases", {"process": "pair", "data": {"amount": "much"}}, 422)
    assert codes(problem) == [("amount", "not_a_number"), ("subject", "required")]
    assert problem["fields"][1]["message"] == "Fill in “Subject”"
    chinese = clerk.ask("POST", "/cases", body, headers={"Accept-Language": "zh-TW"})
    assert "檔案" in chinese.json["fields"][0]["message"]


def test_whoever_sees_a_case_that_is_not_his_to_decide_is_told_so(clerk):
    case = clerk.start()
    problem = clerk.act(case, "agree", 403)
    assert [it["code"] for it in problem["refusals"]] == ["not_yours"]
    assert problem["refusals"][0]["message"].startswith("This step belongs to")


def test_whoever_may_not_start_a_process_is_told_who_may(calling):
    problem = calling("chief").start(403)
    assert problem["refusals"] == [
        {
            "code": "may_not_start",
            "params": {"posts": ["clerk"]},
            "message": "This request is made by: Clerk.",
        }
    ]


def test_a_case_is_found_by_words_and_number_by_those_who_may_see_it(clerk, calling):
    case = clerk.start(subject="與示範大學簽約")
    for question in ("示範", "大學 簽約", case["number"], "001"):
        assert [it["number"] for it in calling("chief").get(f"/search?q={question}")["cases"]] == [case["number"]]
        assert calling("clerk.2").get(f"/search?q={question}")["cases"] == []
