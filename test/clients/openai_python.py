"""The openai package for Python against the server whose address is the first argument. Exits 0 where all is well."""
import json
import sys

import openai
from openai import OpenAI
from pydantic import BaseModel

client = OpenAI(base_url=sys.argv[1] + "/v1", api_key="none", max_retries=0)
greeting, city = sys.argv[2], json.loads(sys.argv[3])
hello = [{"role": "user", "content": "Hi"}]
weather = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
            "additionalProperties": False,
        },
        "strict": True,
    },
}


class City(BaseModel):
    name: str
    people: int


def check(name, truth):
    assert truth, name


completion = client.chat.completions.create(model="worldly", messages=hello)
check("text", completion.choices[0].message.content == greeting)
check("usage", completion.usage.total_tokens == 5)
check("request id", completion._request_id.startswith("req_"))

chunks = list(
    client.chat.completions.create(
        model="worldly", messages=hello, stream=True, stream_options={"include_usage": True}
    )
)
text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
check("streamed text", text == greeting)
check("streamed usage", chunks[-1].choices == [] and chunks[-1].usage.total_tokens == 5)
check("last reason", chunks[-2].choices[0].finish_reason == "stop")

with client.chat.completions.stream(model="worldly", messages=hello) as stream:
    events = [event.type for event in stream]
check("stream helper", stream.get_final_completion().choices[0].message.content == greeting)
check("stream events", "content.delta" in events and "content.done" in events)

called = client.chat.completions.create(model="worldly", messages=hello, tools=[weather]).choices[0]
call = called.message.tool_calls[0]
check("tool call", called.finish_reason == "tool_calls" and json.loads(call.function.arguments) == {"city": "Wien"})
answered = client.chat.completions.create(
    model="worldly",
    tools=[weather],
    messages=[*hello, called.message, {"role": "tool", "tool_call_id": call.id, "content": "sun"}],
)
check("after the tool", answered.choices[0].message.content == "It says: sun")

parsed = client.chat.completions.parse(model="worldly", messages=hello, response_format=City)
check("parse", parsed.choices[0].message.parsed == City(**city))

kept = client.chat.completions.create(model="worldly", messages=hello, store=True, metadata={"a": "b"})
check("retrieve", client.chat.completions.retrieve(kept.id).metadata == {"a": "b"})
check("list", [each.id for each in client.chat.completions.list(metadata={"a": "b"}, limit=1)] == [kept.id])
check("messages", [each.content for each in client.chat.completions.messages.list(kept.id)] == ["Hi"])
check("update", client.chat.completions.update(kept.id, metadata={"c": "d"}).metadata == {"c": "d"})
check("delete", client.chat.completions.delete(kept.id).deleted is True)
check("models", [model.id for model in client.models.list()] == ["worldly"])

try:
    client.chat.completions.create(model="nobody", messages=hello)
    check("unknown model", False)
except openai.NotFoundError as error:
    check("unknown model", error.code == "model_not_found" and error.status_code == 404)
try:
    client.chat.completions.create(model="worldly", messages=hello, temperature=3)
    check("bad request", False)
except openai.BadRequestError as error:
    check("bad request", error.param == "temperature" and error.type == "invalid_request_error")
