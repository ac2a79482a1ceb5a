"""The command line as a person meets it: what it prints, its exit status, and bad input of every kind."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

from holdspace.registry import shipped

ENTRY = "I keep seeing his face when I close my eyes. I feel guilty that I went home."


def test_reflect_answers_an_entry_from_standard_input(run):
    done = run("reflect", stdin=ENTRY)
    assert done.returncode == 0, done.err
    assert "you" in done.out
    assert "This rests on:" in done.out
    assert "I keep seeing his face when I close my eyes." in done.out


def test_reflect_reads_a_file_and_prints_the_contracts_json(run, tmp_path):
    path = tmp_path / "entry.txt"
    path.write_text(ENTRY, encoding="utf-8")
    plain = json.loads(run("reflect", path, "--json").out)
    assert list(plain) == [
        "english", "reflection", "question", "themes", "evidence", "checklist", "crisis", "offer", "next_steps",
    ]  # fmt: skip
    assert plain["next_steps"] == []
    assert "intrusive_thoughts" in plain["themes"]
    asked = json.loads(run("reflect", path, "--json", "--next-steps").out)
    assert 2 <= len(asked["next_steps"]) <= 3
    assert {"id", "text", "why", "effort", "kind", "source"} == set(asked["next_steps"][0])


def test_reflect_meets_crisis_language_first_with_help_for_the_region(run):
    done = run("reflect", "--region", "AU", stdin="Another double. I want to die. I mean it.")
    assert done.returncode == 0
    assert "13 11 14" in done.out
    assert "000" in done.out


def test_the_same_seed_says_the_same(run):
    assert run("reflect", "--seed", 5, stdin=ENTRY).out == run("reflect", "--seed", 5, stdin=ENTRY).out


def test_a_tone_can_be_chosen_and_an_unknown_one_is_refused(run):
    brief, warm = (run("reflect", "--tone", tone, stdin=ENTRY).out.split("\n")[0] for tone in ("brief", "warm"))
    assert len(brief) < len(warm)
    done = run("reflect", "--tone", "loud", stdin=ENTRY)
    assert (done.returncode, done.err) == (2, "holdspace: --tone loud: use plain, warm or brief\n")


def test_an_unknown_region_is_refused_and_the_known_ones_are_named(run):
    done = run("reflect", "--region", "Narnia", stdin=ENTRY)
    assert done.returncode == 2
    assert "there is no such region. There are:" in done.err


MISUSED = [
    (("reflect", "--nope"), "holdspace reflect"),
    (("reflect", "--seed", "abc"), "holdspace reflect"),
    (("tag",), "holdspace tag"),
    (("nonsense",), "holdspace"),
]


@pytest.mark.parametrize(("words", "command"), MISUSED, ids=[" ".join(words) for words, _ in MISUSED])
def test_a_misused_command_says_so_in_one_line_and_where_help_is(run, words, command):
    done = run(*words)
    assert (done.returncode, done.out) == (2, "")
    assert done.err.startswith("holdspace: ")
    assert done.err.endswith(f"See: {command} --help\n")
    assert done.err.count("\n") == 1


def test_another_language_is_said_to_be_unread_and_tagged_with_nothing(run):
    done = run("reflect", "--json", stdin="Je suis épuisée et je me sens coupable de rentrer chez moi.")
    found = json.loads(done.out)
    assert done.returncode == 0
    assert "English" in found["reflection"]
    assert found["themes"] == found["checklist"] == []


BAD = [
    ("empty", b"", "no words to read"),
    ("white space", b"  \n\t ", "no words to read"),
    ("one emoji", "😀".encode(), "no words to read"),
    ("a megabyte", b"I cried again and again. " * 42_000, "characters"),
    ("binary", bytes(range(256)) * 20, "UTF-8"),
    ("zero bytes", b"abc\x00def", "zero bytes"),
    ("broken UTF-8", b"I cried \xc3\x28 today", "UTF-8"),
    ("UTF-16", "I cried today".encode("utf-16"), "UTF-8"),
]


@pytest.mark.parametrize(("raw", "message"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_entry_is_refused_with_one_plain_line(run, raw, message):
    done = run("reflect", stdin=raw)
    assert done.returncode == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert message in done.err
    assert "Traceback" not in done.err
    assert "cried" not in done.err


def test_a_missing_file_is_named(run, tmp_path):
    done = run("reflect", tmp_path / "none.txt")
    assert (done.returncode, done.err) == (2, f"holdspace: {tmp_path / 'none.txt'}: there is no such file\n")


def test_tag_streams_from_standard_input_to_standard_output(run):
    done = run("tag", "-", stdin=json.dumps({"id": "a", "text": ENTRY}) + "\n")
    assert done.returncode == 0, done.err
    (row,) = map(json.loads, done.out.splitlines())
    assert row["id"] == "a"
    assert "1 tagged, 0 skipped" in done.err


def test_tag_ends_with_1_when_rows_were_skipped(run, tmp_path):
    source = tmp_path / "x.csv"
    source.write_text("key,note\na,I am fine.\nb,\n")
    done = run("tag", source, "-o", tmp_path / "out.csv", "--text", "note", "--id", "key")
    assert done.returncode == 1
    assert f"{source}, line 3: skipped: there are no words to read" in done.err


BAD_TABLES = [
    ("x.csv", b"id,note\na,I cried\n", [], "no column 'text'. There are: id, note. Name it with --text."),
    ("x.jsonl", b'{"id": "a", "text": "I cried"}\n{"id": "a", "text": "I cried"}\n', [], "line 2: an id stands twice"),
    ("x.jsonl", b"\x80\x81", [], "not UTF-8"),
    ("x.xlsx", b"PK", [], "unknown kind of table"),
    ("x.jsonl", b'{"id": "a", "text": "I cried"}\n', ["--format", "xml"], "use jsonl or csv"),
    ("x.jsonl", b'{"id": "a", "text": "I cried"}\n', ["-o", "none/out.jsonl"], "can't be written"),
    ("x.jsonl", b'{"id": "a", "text": "I cried"}\n', ["--model", "themes-9"], "there is no model 'themes-9'"),
]


@pytest.mark.parametrize(("name", "raw", "options", "message"), BAD_TABLES, ids=[case[3] for case in BAD_TABLES])
def test_a_bad_table_is_refused_and_nothing_half_written(run, tmp_path, name, raw, options, message):
    source = tmp_path / name
    source.write_bytes(raw)
    done = run("tag", source, *(options if "-o" in options else ["-o", "out.jsonl", *options]), cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.err
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    assert "cried" not in done.err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_models_are_listed_verified_and_shown(run):
    listed = run("models", "list").out
    assert "(current): macro-F1" in listed
    assert "every file is the one that was saved" in run("models", "verify").out
    assert "Not for" in run("models", "show").out


def test_a_model_is_promoted_and_taken_back(run, tmp_path):
    for version in ("one", "two"):
        shutil.copytree(shipped().folder("current"), tmp_path / version)
        assert run("models", "promote", version, "--models", tmp_path).out == f"{version} is the current model\n"
    assert run("models", "rollback", "--models", tmp_path).out == "one is the current model\n"


def test_audit_names_near_duplicates_and_quotes_nobody(run, tmp_path):
    text = "I feel guilty about the discharge on Friday."
    rows = [{"id": i, "text": t, "themes": []} for i, t in (("a", text), ("b", text), ("c", "Ordered gloves."))]
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("audit", path)
    assert done.returncode == 0, done.err
    assert "  a ~ b\n" in done.out
    assert "discharge" not in done.out


def test_evaluate_names_an_entry_that_cannot_be_read(run, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "b", "text": "😀", "themes": []}\n', encoding="utf-8")
    done = run("evaluate", path)
    assert done.returncode == 2
    assert "the entry 'b': there are no words" in done.err


def test_a_port_that_is_taken_is_named_with_what_to_do(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("app", "--no-browser", "--port", port)
    assert (done.returncode, done.out) == (2, "")
    assert f"port {port} is taken: choose another with --port" in done.err


def test_tag_says_what_somebody_should_read_and_quotes_none_of_it(run):
    told = ("I want to die.", "My client told me that he wants to die.", "Je suis épuisée et je me sens coupable.", "")
    rows = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(told))
    done = run("tag", "-", stdin=rows)
    assert "crisis language in 1, about somebody else in 1" in done.err
    assert "Someone should read those rows today." in done.err
    assert "to die" not in done.err


def test_a_tagging_that_is_stopped_leaves_nothing_of_an_entry_behind(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "holdspace.cli", "tag", "-", "-o", "out.jsonl"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as tagging:
        tagging.stdin.write(json.dumps({"id": "a", "text": ENTRY}).encode() + b"\n")
        tagging.stdin.flush()
        while not list(tmp_path.glob(".out.jsonl.*.part")):
            assert tagging.poll() is None
            time.sleep(0.05)
        tagging.terminate()
        assert tagging.wait(30) == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_evaluate_measures_a_labelled_file(run, tmp_path):
    rows = [
        {"id": "a", "text": "I feel so guilty, I blame myself for it.", "themes": ["guilt"]},
        {"id": "b", "text": "Ordered gloves.", "themes": []},
    ]
    path = tmp_path / "x.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = json.loads(run("evaluate", path, "--json").out)
    assert found["entries"] == 2
    assert found["themes"]["guilt"]["recall"] == 1


def test_a_version_is_never_written_over_unasked(run, tmp_path):
    (tmp_path / "models" / "mine-1").mkdir(parents=True)
    training = ("train", tmp_path / "none.jsonl", "--models", tmp_path / "models", "--version", "mine-1")
    done = run(*training)
    assert done.returncode == 2
    assert "mine-1 is there already" in done.err
    assert "--replace" in done.err
    # Asked to, it goes on, to data that is not there.
    assert "none.jsonl" in run(*training, "--replace").err


def test_labelled_data_with_a_slip_is_refused_with_a_hint(run, tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a", "text": "I cried", "themes": ["guillt"]}\n')
    done = run("train", path, "--models", tmp_path / "models")
    assert done.returncode == 2
    assert "unknown theme 'guillt'. Did you mean 'guilt'?" in done.err


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["app"],
        ["reflect"],
        ["tag"],
        ["train"],
        ["train-encoder"],
        ["evaluate"],
        ["audit"],
        ["models"],
        ["models", "promote"],
    ],
    ids=" ".join,
)
def test_every_command_has_a_help_that_teaches(run, command):
    done = run(*command, "--help")
    assert done.returncode == 0
    assert len(done.out.split()) > 15


def test_a_closed_pipe_is_no_crash(tmp_path):
    source = tmp_path / "x.jsonl"
    source.write_text("".join(json.dumps({"id": str(n), "text": "I am fine today."}) + "\n" for n in range(400)))
    with subprocess.Popen(
        [sys.executable, "-m", "holdspace.cli", "tag", source], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as tagging:
        first = json.loads(tagging.stdout.readline())
        tagging.stdout.close()
        said = tagging.stderr.read().decode()
    assert first["id"] == "0"
    assert "Broken pipe" not in said
    assert "went wrong" not in said
