"""One short module a check or tight family. A module that defines `CHECKS` is registered by being here."""
