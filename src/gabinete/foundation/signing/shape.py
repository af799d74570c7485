"""Certificates as the SAT shapes them, readable.

The SAT writes the RFC in ``x500UniqueIdentifier`` (2.5.4.45) as a string. The standard says bit string, asn1crypto
believes it and cannot parse such a certificate, and with it nor can pyHanko (wbond/asn1crypto#228, open). Importing this
module teaches the library once; every module here that parses certificates takes ``x509`` from it.
"""

from asn1crypto import x509

# The table is the library's own extension point for attribute types, private for want of a public one.
x509.NameTypeAndValue._oid_specs["unique_identifier"] = x509.DirectoryString  # noqa: SLF001

__all__ = ["x509"]
