"""`python -m agreelint`."""

from agreelint.cli import main

main()
