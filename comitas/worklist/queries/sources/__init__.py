"""Where the dated facts of a case come from: one file a subject, all of them together one statement.

How a subject is added, say the return of an exhibit that a table `execution_loan` keeps:

1. The time limit is a row of data in `worklist/rules/law/` (a file of its own, named in its `__init__`):

       Limit(
           "return-loan", 0, "date", "agreed",                  # code, length, unit, what it counts from (a word of `STARTS`)
           N_("Send back what was lent for part %(number)d"),    # what to do; begins with a verb
           N_("The other State wants it back by that day."), "ECMA 6(2)",
           must=True, place="part",                             # binds; done on the screen desk:part of the fact's thing
       )

2. The facts are a SELECT over `mine`, the open cases that are the actor's to keep:

       LOANS = Source(
           ("return-loan",),
           ("code", "thing", "case_id", "day", "number"),
           "SELECT 'return-loan', p.id, p.case_id, loan.back_by, p.number "
           "FROM mine JOIN cases_part p ON p.case_id = mine.id JOIN execution_loan loan ON loan.part_id = p.id "
           "WHERE loan.returned_on IS NULL",
       )

   Name the columns that you give, out of `COLUMNS`; the others are filled in. Never give more than one row for a code and a thing.
   Need-to-know has been asked: whatever hangs on a case of `mine` may be told. Dates that are NULL are left out.

3. `SOURCES` below names it. That is all: the last day is counted from the limit by the statement that picks the first ones, and
   again by the rules for what is shown; a test compares the two. `why` is for a fact that says itself why it is wanted.

A limit of parts that follows from legal basis, measure, state and a noted day needs no source: its row says so in `when`, and
`clocks` finds the parts.

`mine` has the columns of `MINE`, and of the case's authority `timetable_id`, `lengths`, `switched`, `zone` and `today`.
"""

from comitas.worklist.queries.sources import casework, clocks, execution, outgoing, serving
from comitas.worklist.queries.sources.source import COLUMNS, MINE, Source, joined, together

SOURCES: tuple[Source, ...] = (
    casework.CASES,
    casework.PARTS,
    casework.PERSONS,
    casework.PERSON_REQUESTS,
    clocks.OF_CASES,
    clocks.OF_PARTS,
    clocks.RETURNS,
    execution.ENTRIES,
    serving.SUMMONSES,
    outgoing.REQUESTS,
    outgoing.PARTS,
)
BY_CODE = together(SOURCES)

__all__ = ["BY_CODE", "COLUMNS", "MINE", "SOURCES", "Source", "joined"]
