"""What is written is there: texts in both languages, codes with a sentence, and a README whose commands exist."""

import ast
import re
import shlex
from pathlib import Path
from string import Formatter

import pytest
import yaml

from kpi_core.catalogue import CATALOGUE, MEASURES
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import LANGS, texts

ROOT = Path(__file__).parent.parent
SOURCES = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for folder in ("kpi_core", "pages", "app.py")
    for path in sorted((ROOT / folder).rglob("*.py") if (ROOT / folder).is_dir() else [ROOT / folder])
    if path.exists() and "migrations" not in path.parts
}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}
WRITTEN = {"README.md": ROOT / "README.md", "kpi_core/README.md": ROOT / "kpi_core/README.md"}
FAMILIES = {
    "Issue": ("issue", 0, "code"),
    "Question": ("question", 1, "kind"),
    "Skipped": ("skipped", 1, "reason"),
    "Finding": ("finding", 0, "code"),
    "UnreadableFile": ("error", 0, "code"),
    "FormulaError": ("error", 0, "code"),
    "StoreError": ("error", 0, "code"),
    "AnswerNeeded": ("error", 0, "code"),
    "KpiError": ("error", 0, "code"),
    "say": ("", 0, "key"),
}
PLAIN_ENGLISH = {"the", "and", "your", "with", "this", "are", "from", "is", "of", "to"}
PLAIN_DUTCH = {"de", "het", "een", "niet", "je", "van", "met", "zijn", "wordt", "kies", "naar", "dit"}


def forms(text):
    return text if isinstance(text, tuple) else (text,)


def fields(text):
    return {
        name.split(".")[0].split("[")[0] for form in forms(text) for _, name, _, _ in Formatter().parse(form) if name
    }


def literals_in(node):
    """Return the strings an argument can be when it is written out: a constant, or a choice between constants."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return literals_in(node.body) | literals_in(node.orelse)
    return set()


def keys_asked_for():
    """Return every text key that the code names outright, with where."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).removeprefix("state.").removeprefix("texts.")
            if called not in FAMILIES:
                continue
            family, place, keyword = FAMILIES[called]
            given = node.args[place] if len(node.args) > place else None
            given = given or next((pair.value for pair in node.keywords if pair.arg == keyword), None)
            for code in literals_in(given):
                yield f"{family}.{code}" if family else code, f"{name}:{node.lineno}"


def patterns():
    """Return what the f-strings of the code can make, as expressions that capture what is filled in."""
    for node in (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)):
        parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
        if any(re.search(r"[a-z.]", part or "") for part in parts) and not any(
            re.search(r"\s", part or "") for part in parts
        ):
            yield re.compile("".join("(.+)" if part is None else re.escape(part) for part in parts))


def words_of_the_code():
    """Return every string constant of the code, and every word of the definitions: what a key can be made of."""
    constants = (node.value for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    found = {value for value in constants if isinstance(value, str)} | {
        path.stem for path in (ROOT / "pages").glob("*.py")
    }
    for definitions in (ROOT / "kpi_core").rglob("*.yaml"):
        found |= set(re.findall(r"\w+", definitions.read_text("utf-8")))
    return found


def can_be_made(key, words, made, depth=3):
    """Tell whether the code holds a key, or an f-string that makes it out of what the code holds."""
    outer = depth == 3  # a key itself starts with a literal; what is filled in may be made of names alone
    return key in words or (
        depth > 0
        and any(
            (hit := made_by.fullmatch(key)) and all(can_be_made(part, words, made, depth - 1) for part in hit.groups())
            for made_by in made
            if not (outer and made_by.pattern.startswith("("))
        )
    )


ASKED = sorted(set(keys_asked_for()))


@pytest.mark.parametrize(("key", "where"), ASKED, ids=[f"{key}@{where}" for key, where in ASKED])
def test_a_key_the_code_names_has_a_text(key, where):
    missing = [lang for lang in LANGS if key not in texts(lang)]

    assert not missing, f"{where} says {key!r}, which has no text in {missing}: add it to kpi_core/texts/<lang>/."


def test_both_languages_have_the_same_keys():
    nl, en = set(texts("nl")), set(texts("en"))

    assert nl - en == set(), "these have a Dutch text only"
    assert en - nl == set(), "these have an English text only"


@pytest.mark.parametrize("key", texts("nl"))
def test_a_text_has_the_same_fields_and_plurals_in_both_languages(key):
    nl, en = texts("nl")[key], texts("en")[key]

    assert fields(nl) == fields(en), f"{key}: the fields differ"
    assert len(forms(nl)) == len(forms(en)), f"{key}: one language has plural forms, the other has not"
    assert all(form.strip() for form in forms(nl) + forms(en)), f"{key}: an empty text"


def test_every_text_is_used():
    made, words = list(patterns()), words_of_the_code()
    unused = [key for key in texts("nl") if not can_be_made(key, words, made)]

    assert not unused, f"nothing says these, remove them: {unused}"


@pytest.mark.parametrize("lang", LANGS)
def test_no_text_is_in_the_other_language(lang):
    foreign = {"nl": PLAIN_ENGLISH - {"is", "of", "to"}, "en": PLAIN_DUTCH}[lang]
    wrong = [
        key
        for key, text in texts(lang).items()
        if len(foreign & set(re.findall(r"[a-z]+", " ".join(forms(text)).lower()))) >= 2
    ]

    assert not wrong


@pytest.mark.parametrize("lang", LANGS)
def test_the_voice_is_calm(lang):
    loud = [key for key, text in texts(lang).items() if "!" in "".join(forms(text)) or "..." in "".join(forms(text))]
    stiff = [key for key, text in texts("nl").items() if re.search(r"\b(u|uw)\b", " ".join(forms(text)).lower())]

    assert not loud, "no exclamation marks, and … for three dots"
    assert not stiff, "je, not u"


@pytest.mark.parametrize("kpi", CATALOGUE.values(), ids=CATALOGUE)
def test_a_kpi_is_complete_in_both_languages(kpi):
    for part in (kpi.name, kpi.meaning, kpi.traps, kpi.actions, kpi.zero, kpi.smart):
        assert set(part) == set(LANGS)
        assert all(part.values())
    assert len(kpi.traps["nl"]) == len(kpi.traps["en"])
    assert len(kpi.actions["nl"]) == len(kpi.actions["en"])
    assert all(set(variant.name) == set(LANGS) and all(variant.name.values()) for variant in kpi.variants)


@pytest.mark.parametrize("named", [*ROLES.values(), *KINDS.values(), *MEASURES.values()], ids=lambda named: named.id)
def test_a_role_kind_or_measure_has_a_name_in_both_languages(named):
    assert set(named.name) == set(LANGS)
    assert all(name.strip() for name in named.name.values())


def readme():
    return WRITTEN["README.md"].read_text("utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", readme(), re.DOTALL)


COMMANDS = [
    line.strip() for block in blocks("sh") for line in block.splitlines() if line.strip() and line.strip()[0] != "#"
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_exists(command):
    for part in command.split("&&"):
        words = [word for word in shlex.split(part) if not re.fullmatch(r"[A-Z_]+=.*", word)]
        if "-m" in words and (module := words[words.index("-m") + 1]) not in {"venv", "pip"}:
            assert any((ROOT / Path(*module.split("."))).with_suffix(end).exists() for end in (".py", "")), module
            if module == "kpi_core":
                check_subcommand(words[words.index("-m") + 2 :])
        for word in words[1:]:
            if word.endswith((".py", ".txt")) or (
                "/" in word and not word.startswith(("-", ".venv", "/")) and "=" not in word
            ):
                assert (ROOT / word).exists(), word


def check_subcommand(words):
    from kpi_core.cli.main import commands

    command = commands.get_command(None, words[0])
    known = {name for parameter in command.params for name in parameter.opts}

    assert {word for word in words if word.startswith("--")} <= known


def test_the_readme_says_how_to_run_and_how_to_test():
    assert any("streamlit run app.py" in command for command in COMMANDS)
    assert "bash tests/run" in COMMANDS


@pytest.mark.parametrize("written", WRITTEN)
def test_a_link_leads_to_a_file_of_the_repository(written):
    text = WRITTEN[written].read_text("utf-8")
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text)

    assert [
        target for target in targets if "://" not in target and not (WRITTEN[written].parent / target).exists()
    ] == []


def test_the_kpi_of_the_readme_can_be_added():
    """The YAML shown is one the catalogue takes, and gives a KPI with a formula and both names."""
    from kpi_core.catalogue import load

    shown = blocks("yaml")[0]
    department = next(iter(yaml.safe_load(shown).values()))["departments"][0]
    own = (ROOT / "kpi_core" / "catalogue" / f"{department}.yaml").read_text("utf-8")
    others = {name: (ROOT / "kpi_core" / "catalogue" / f"{name}.yaml").read_text("utf-8") for name in catalogue_files()}
    found = load({**others, department: f"{own}\n{shown}"})
    added = set(found) - set(CATALOGUE)

    assert len(added) == 1
    assert all(found[added.pop()].name.values())


def catalogue_files():
    from kpi_core.catalogue.load import FILES

    return FILES


def test_the_readme_names_every_setting_and_no_other():
    told = set(re.findall(r"KPI_KOMPAS_[A-Z_]+", readme()))
    used = set(re.findall(r"KPI_KOMPAS_[A-Z_]+", "\n".join(SOURCES.values())))

    assert told == used


def test_the_map_names_every_part_of_the_core():
    text = WRITTEN["kpi_core/README.md"].read_text("utf-8")
    parts = {
        path.stem for path in (ROOT / "kpi_core").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }

    assert {part for part in parts - {"__init__"} if part not in text} == set()
