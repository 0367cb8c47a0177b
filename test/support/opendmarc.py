"""libopendmarc, a reader of RFC 7489, over records given as JSON: {"suffixes": "file", "cases": [{"records": {name: text},
"authors": [..]}]}. Prints, for each case, the policy that it enforces for each author's unauthenticated mail."""
import ctypes
import json
import os
import sys

TLD_TYPE_MOZILLA = 1
POLICIES = {14: "no DMARC", 16: "reject", 17: "quarantine", 18: "none"}


class Library(ctypes.Structure):
    """OPENDMARC_LIB_T, with room for the name servers that are not used."""

    _fields_ = [
        ("tld_type", ctypes.c_int),
        ("tld_source_file", ctypes.c_char * 4096),
        ("nscount", ctypes.c_int),
        ("nsaddr_list", ctypes.c_char * 256),
    ]


given = json.load(sys.stdin)
library = ctypes.CDLL("libopendmarc.so.2")
settings = Library(tld_type=TLD_TYPE_MOZILLA, tld_source_file=given["suffixes"].encode())
if library.opendmarc_policy_library_init(ctypes.byref(settings)) != 0:
    sys.exit("libopendmarc does not read the list of public suffixes")
library.opendmarc_policy_connect_init.restype = ctypes.c_void_p
library.opendmarc_policy_connect_init.argtypes = [ctypes.c_char_p, ctypes.c_int]
for function in ("store_from_domain", "query_dmarc"):
    getattr(library, f"opendmarc_policy_{function}").argtypes = [ctypes.c_void_p, ctypes.c_char_p]
library.opendmarc_get_policy_to_enforce.argtypes = [ctypes.c_void_p]


def policies(case):
    # The table of records only grows, so each case is judged in a process of its own; one record keeps it from asking
    # the real DNS.
    library.opendmarc_dns_fake_record(b"nothing.invalid", b"")
    for name, text in case["records"].items():
        library.opendmarc_dns_fake_record(name.encode(), text.encode())
    for author in case["authors"]:
        context = library.opendmarc_policy_connect_init(b"192.0.2.1", 0)
        library.opendmarc_policy_store_from_domain(context, author.encode())
        library.opendmarc_policy_query_dmarc(context, author.encode())
        yield POLICIES.get(library.opendmarc_get_policy_to_enforce(context), "unexpected")


verdicts = []
for case in given["cases"]:
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.write(writer, json.dumps(list(policies(case))).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        verdicts.append(json.load(answer))
    os.wait()
json.dump(verdicts, sys.stdout)
