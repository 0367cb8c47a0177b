"""pyspf's check_host() over zones given as JSON.

{"zones": [{"name TYPE": [..] | null}], "questions": [{zone, ip, helo, sender}]}; null stands for a query that fails,
a name that is not listed has nothing. "voids" is how many look-ups may find nothing. Gives a list of results, each
with pyspf's reason.
"""
import json
import sys

import spf

given = json.load(sys.stdin)
zone = {}


def lookup(name, kind, *_rest, **_options):
    name = name.rstrip(".").lower()
    found = zone.get(f"{name} {kind}", [])
    if found is None:
        raise spf.TempError("DNS " + name)
    for value in found:
        if kind == "TXT":
            # Octets, as DNS has them: a character of the JSON text stands for one.
            yield ((name, kind), (value.encode("latin-1"),))
        elif kind == "MX":
            yield ((name, kind), (10, value))
        else:
            yield ((name, kind), value)


spf.DNSLookup = lookup
spf.MAX_VOID_LOOKUPS = given.get("voids", spf.MAX_VOID_LOOKUPS)

results = []
for question in given["questions"]:
    zone = given["zones"][question["zone"]]
    results.append(spf.check2(i=question["ip"], s=question["sender"], h=question["helo"]))
json.dump(results, sys.stdout)
