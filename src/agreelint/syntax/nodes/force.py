"""Syntax nodes: since when, and until when, a clause is in force."""

from datetime import date
from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.base import Name, Node
from agreelint.syntax.nodes.events import Event, EventWith


@frozen(eq=False, repr=False, slots=False)
class FromDay(Node):
    """`from 2015-03-03`."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class FromAtLatest(Node):
    """`from no later than 2015-03-03`: since when is not known, but on that day it was in force."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class UponEvent(Node):
    """`upon bese_approval granted`."""

    event: Event | EventWith


@frozen(eq=False, repr=False, slots=False)
class UntilDay(Node):
    """`until 2015-03-03`: on that day it is in force no more."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class UntilAtLatest(Node):
    """`until no later than 2015-03-03`."""

    day: date


@frozen(eq=False, repr=False, slots=False)
class UntilEvent(Node):
    """`until bese_approval granted`."""

    event: Event | EventWith


Since: TypeAlias = FromDay | FromAtLatest | UponEvent
Till: TypeAlias = UntilDay | UntilAtLatest | UntilEvent


@frozen(eq=False, repr=False, slots=False)
class SinceTill(Node):
    """`from 2015-03-03 until 2019-07-01`."""

    since: Since
    till: Till


@frozen(eq=False, repr=False, slots=False)
class ReadAsOf(Node):
    """`read as of proposal`: which event decides what text governs."""

    step: Name


@frozen(eq=False, repr=False, slots=False)
class Force(Node):
    """`in force from 2015-03-03`."""

    extent: Since | Till | SinceTill
    read: ReadAsOf | None
