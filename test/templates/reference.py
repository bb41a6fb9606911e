"""Renders chat templates with Python's jinja2, set up as the transformers library sets it up.

Reads {"now": seconds, "templates": {name: source}, "cases": [{"template": name, "variables": {...}}]} from standard
input and answers a list of {"text": ...} or {"error": ...} in the same order.
"""

import datetime
import json
import sys

import jinja2
import jinja2.ext
import jinja2.sandbox


class Generation(jinja2.ext.Extension):
    """The tag around what the assistant wrote: a scope of its own, no text."""

    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_render"), [], [], body).set_lineno(line)

    def _render(self, caller):
        return caller()


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def environment(now):
    env = jinja2.sandbox.ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols]
    )
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    env.globals["strftime_now"] = lambda pattern: now.strftime(pattern)
    return env


def main():
    job = json.load(sys.stdin)
    env = environment(datetime.datetime.fromtimestamp(job["now"]))
    templates, answers = {}, []
    for name, source in job["templates"].items():
        try:
            templates[name] = env.from_string(source)
        except Exception as error:
            templates[name] = error
    for case in job["cases"]:
        template = templates[case["template"]]
        try:
            if isinstance(template, Exception):
                raise template
            answers.append({"text": template.render(**case["variables"])})
        except Exception as error:
            answers.append({"error": f"{type(error).__name__}: {error}"})
    json.dump(answers, sys.stdout)


main()
