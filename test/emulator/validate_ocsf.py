"""Holds every line of a file against the published OCSF schema. Usage: validate_ocsf.py VERSION FILE"""

import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

version, path = sys.argv[1:]
schema = OcsfJsonSchemaEmbedded(get_ocsf_schema(version))
classes: dict[str, int] = {}
validators: dict[int, Draft202012Validator] = {}
errors = []
with open(path, encoding="utf-8") as lines:
    for number, line in enumerate(lines, 1):
        event = json.loads(line)
        uid = event["class_uid"]
        classes[str(uid)] = classes.get(str(uid), 0) + 1
        if uid not in validators:
            name = schema.lookup_class_name_from_uid(uid)
            validators[uid] = Draft202012Validator(schema.get_class_schema(name, event["metadata"]["profiles"]))
        for error in validators[uid].iter_errors(event):
            errors.append({"line": number, "at": list(error.absolute_path), "message": error.message[:300]})
json.dump({"events": sum(classes.values()), "classes": classes, "errors": errors[:20]}, sys.stdout)
