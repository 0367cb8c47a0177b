"""Runs a Python program as a stack: the part of a language host that must be Python. Its arguments are the settings."""

import asyncio
import json
import os
import runpy
import sys
import traceback

import pulumi
import pulumi.runtime

ALREADY_REPORTED = 32

settings = json.loads(sys.argv[1])
pulumi.runtime.set_all_config(pulumi.runtime.get_config_env(), json.loads(os.environ["PULUMI_CONFIG_SECRET_KEYS"]))
pulumi.runtime.configure(pulumi.runtime.Settings(**settings))
sys.path[:0] = [os.getcwd(), os.path.join(os.getcwd(), "site-packages")]
try:
    asyncio.run(pulumi.runtime.run_in_stack(lambda: runpy.run_path("__main__.py", run_name="__main__") and None))
except pulumi.RunError as error:
    pulumi.log.error(str(error))
    sys.exit(ALREADY_REPORTED)
except Exception:
    pulumi.log.error(f"Program failed with an unhandled exception:\n{traceback.format_exc()}")
    sys.exit(ALREADY_REPORTED)
