"""Issues in which people without git hand something in, turned into changes of the archive.

Everything in an issue is data from a stranger: it is read from the event's file, bounded, and goes nowhere but into a
capture, a proposal or a report. No network but for files that GitHub itself keeps.
"""

from bunko.intake.intake import IntakeError, Submission, read, take_in
from bunko.intake.report import Intake, why_nothing
from bunko.intake.words import RefusalError

__all__ = ["Intake", "IntakeError", "RefusalError", "Submission", "read", "take_in", "why_nothing"]
