"""Imports findings as an importer would: each account's own client in the finding's region, 100 at a time.

The client checks every parameter against AWS's service model before it sends anything.
Usage: import_asff.py ENDPOINT FILE
"""

import json
import sys

import boto3

endpoint, path = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    findings = json.load(file)

places: dict[tuple[str, str], list[dict]] = {}
for finding in findings:
    places.setdefault((finding["AwsAccountId"], finding["Region"]), []).append(finding)

imported = 0
failed: list[object] = []
stored: list[str] = []
for (account, region), batch in places.items():
    # Moto takes the first part of a request's credentials for the account when it was assumed there.
    sts = boto3.client("sts", region_name=region, endpoint_url=endpoint, aws_access_key_id="x", aws_secret_access_key="x")
    role = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/importer", RoleSessionName="test")["Credentials"]
    hub = boto3.client(
        "securityhub",
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id=role["AccessKeyId"],
        aws_secret_access_key=role["SecretAccessKey"],
        aws_session_token=role["SessionToken"],
    )
    for start in range(0, len(batch), 100):
        answer = hub.batch_import_findings(Findings=batch[start : start + 100])
        imported += answer["SuccessCount"]
        failed += answer["FailedFindings"]
    for page in hub.get_paginator("get_findings").paginate():
        stored += [finding["Id"] for finding in page["Findings"]]
json.dump({"imported": imported, "failed": failed[:20], "stored": stored}, sys.stdout)
