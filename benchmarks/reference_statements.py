"""The statements of the hand-written programs, on the tables of `reference_schema`."""

from functools import cache
from typing import Final

NEW_CASE: Final = (
    "INSERT INTO wf_case(definition,number,title,state,data,rev,created_by,created_at,updated_at)"
    " VALUES('five',%s,%s,'dean',%s,1,%s,%s,%s) RETURNING id"
)
NEW_TASK: Final = (
    "INSERT INTO wf_task(case_id,node,assignee,status,created_at,due_at) VALUES(%s,%s,%s,'open',%s,%s) RETURNING id"
)
NEW_TASKS: Final = (
    "INSERT INTO wf_task(case_id,node,assignee,status,created_at,due_at)"
    " SELECT %s,x.n,x.a,'open',%s,%s FROM unnest(%s::text[],%s::text[]) x(n,a) RETURNING id"
)
NEW_AUDIT: Final = "INSERT INTO wf_audit(case_id,task_id,actor,at,action,comment) VALUES(%s,%s,%s,%s,%s,%s)"
LOCK_CASE: Final = "SELECT state,rev,data FROM wf_case WHERE id=%s FOR UPDATE"
OPEN_TASKS: Final = "SELECT id,node,assignee FROM wf_task WHERE case_id=%s AND status='open'"
END_TASK: Final = (
    "UPDATE wf_task SET status='done',completed_at=%s,completed_by=%s,outcome='approve',comment=%s"
    " WHERE id=%s AND status='open'"
)
MOVE_CASE: Final = "UPDATE wf_case SET state=%s,rev=rev+1,updated_at=%s WHERE id=%s AND rev=%s"

LOAD: Final = (
    "SELECT c.state,c.rev,c.data,t.id,t.node,t.assignee"
    " FROM wf_case c LEFT JOIN wf_task t ON t.case_id=c.id AND t.status='open' WHERE c.id=%s"
)
START_CTE: Final = """
WITH c AS (INSERT INTO wf_case(definition,number,title,state,data,rev,created_by,created_at,updated_at)
 VALUES('five',%(num)s,%(title)s,'dean',%(data)s::jsonb,1,%(actor)s,%(n)s,%(n)s) RETURNING id),
 t AS (INSERT INTO wf_task(case_id,node,assignee,status,created_at,due_at)
 SELECT id,'dean','dean','open',%(n)s,%(n)s FROM c RETURNING id,case_id),
 a AS (INSERT INTO wf_audit(case_id,task_id,actor,at,action,comment)
 SELECT case_id,id,%(actor)s,%(n)s,'start','' FROM t)
 SELECT case_id,id FROM t"""
STEP_CTE: Final = """
WITH c AS (UPDATE wf_case SET state=%(st)s,rev=rev+1,updated_at=%(n)s WHERE id=%(cid)s AND rev=%(rev)s RETURNING id),
 t AS (UPDATE wf_task SET status='done',completed_at=%(n)s,completed_by=%(actor)s,outcome='approve',comment=%(cm)s
 FROM c WHERE wf_task.id=%(tid)s AND status='open' RETURNING wf_task.id),
 a AS (INSERT INTO wf_audit(case_id,task_id,actor,at,action,comment)
 SELECT c.id,t.id,%(actor)s,%(n)s,'approve',%(cm)s FROM c,t RETURNING id),
 k AS (INSERT INTO wf_task(case_id,node,assignee,status,created_at,due_at)
 SELECT c.id,x.n,x.a,'open',%(n)s,%(n)s FROM c,t,unnest(%(nn)s::text[],%(na)s::text[]) x(n,a) RETURNING id)
 SELECT array(SELECT id FROM k), (SELECT id FROM a)"""


@cache
def marked(text: str) -> str:
    """The statement with the parameter marks of SQLite."""
    return text.replace("%s", "?")
