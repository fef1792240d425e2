"""What arguments and outputs a resource type has, read from the source text of the installed `pulumi_aws` SDK.

The SDK is read, not imported: importing costs a second, and the SDK's lazy modules are not safe to load from a
server thread while the program loads them too. The generated files have one regular shape, so a class is found by
its header and its annotations are parsed one by one; an annotation of an unknown shape is an error, not a guess.
"""

import ast
import functools
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SCALARS = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
_WRAPPERS = {"Input", "Output", "Optional", "InputType"}
_CLASS = re.compile(r"^class (\w+)\b", re.MULTILINE)
_PARAMETER = re.compile(r"^                 (\w+): (.+?)( = \w+)?(?:,|\):)$", re.MULTILINE)
_GETTER = re.compile(r'@pulumi\.getter(?:\(name="(\w+)"\))?\n(?:    @.*\n)*    def (\w+)\(self\) -> (.+):\n')
_DOCUMENTED = re.compile(r"^        :param .+? (\w+): (.+(?:\n {15}.*\S.*|\n\s*(?=\n {15}\S))*)", re.MULTILINE)
_CAPITAL = re.compile(r"(?<!^)([A-Z])")


class SchemaError(LookupError):
    """The installed SDK has no such type, or writes it in a shape this module does not know."""


@dataclass(frozen=True)
class Shape:
    """The type of one property: a kind, and what it is made of.

    Attributes:
        kind: `string`, `integer`, `number`, `boolean`, `any`, `asset`, `array`, `map`, `object` or `union`.
        item: The shape of the elements of an array or a map.
        name: For an object, its argument class as `package/module.Class`.
        choices: The members of a union.
    """

    kind: str
    item: "Shape | None" = None
    name: str = ""
    choices: tuple["Shape", ...] = ()


@dataclass(frozen=True)
class Property:
    """One argument or output: its name on the wire, its shape, whether it is always there, its documentation."""

    name: str
    shape: Shape
    required: bool
    doc: str = ""


@dataclass(frozen=True)
class ResourceSchema:
    """The arguments and outputs of one resource type, each by its name on the wire."""

    token: str
    inputs: dict[str, Property]
    outputs: dict[str, Property]

    @property
    def computed(self) -> Iterator[Property]:
        """Outputs that AWS fills in when the program does not: always there, yet not required as arguments."""
        for prop in self.outputs.values():
            given = self.inputs.get(prop.name)
            if prop.required and not (given and given.required):
                yield prop


@functools.cache
def sdk_root(package: str = "pulumi_aws") -> Path:
    """The folder of an installed SDK, found without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SchemaError(f"{package} is not installed: pip install -r requirements.txt")
    return Path(spec.origin).parent


@functools.cache
def sdk_version(package: str = "pulumi_aws") -> str:
    """The version of an installed SDK, for instance `7.51.1`."""
    text = (sdk_root(package) / "pulumi-plugin.json").read_text(encoding="utf-8")
    match = re.search(r'"version":\s*"([^"]+)"', text)
    return match[1] if match else ""


@functools.cache
def resource(token: str) -> ResourceSchema:
    """Read one resource type, `aws:ec2/vpc:Vpc`.

    Raises:
        SchemaError: The SDK has no such resource.
    """
    module, file, name = _locate(token)
    text = _file(module, file)
    # the generator renames a class whose plain name is taken by a nested type: BucketVersioningInitArgs
    arguments = f"{name}InitArgs" if f"class {name}InitArgs:" in text else f"{name}Args"
    return ResourceSchema(
        token,
        inputs=_arguments(module, _block(text, arguments, token)),
        outputs=_outputs(module, _block(text, name, token)),
    )


@functools.cache
def nested(name: str) -> dict[str, Property]:
    """The fields of a nested argument class, named as in `Shape.name`: `pulumi_aws/lb.ListenerDefaultActionArgs`."""
    module, _, cls = name.rpartition(".")
    return _arguments(module, _block(_file(module, "_inputs"), cls, name))


@functools.cache
def provider_arguments() -> dict[str, Property]:
    """The configuration of the provider itself (`pulumi:providers:aws`)."""
    text = _file("pulumi_aws/", "provider")
    return _arguments("pulumi_aws/", _block(text, "ProviderArgs", "pulumi:providers:aws"))


@functools.cache
def awsx_arguments(token: str) -> dict[str, Property]:
    """The arguments of an awsx component, `awsx:ec2:Vpc`."""
    _, folder, name = token.split(":")
    module = f"pulumi_awsx/{folder}"
    text = _file(module, _CAPITAL.sub(r"_\1", name).lower())
    return _arguments(module, _block(text, f"{name}Args", token))


@functools.cache
def function_results(token: str) -> dict[str, Property]:
    """What a function of the provider returns: `aws:ec2/getVpc:getVpc`.

    Raises:
        SchemaError: The SDK has no such function.
    """
    folder, file, name = _locate(token)
    block = _block(_file(folder, file), f"{name[0].upper()}{name[1:]}Result", token)
    return _outputs(folder, block)


@functools.cache
def managed_policies() -> frozenset[str]:
    """The ARNs of AWS's own IAM policies that the SDK lists."""
    text = _block(_file("pulumi_aws/iam", "_enums"), "ManagedPolicy", "ManagedPolicy")
    return frozenset(re.findall(r'= "(arn:aws:iam::aws:policy/[^"]+)"', text))


def _locate(token: str) -> tuple[str, str, str]:
    """`aws:ec2/natGateway:NatGateway` to (`pulumi_aws/ec2`, `nat_gateway`, `NatGateway`)."""
    match = re.fullmatch(r"aws:(\w+)/(\w+):(\w+)", token)
    if match is None:
        raise SchemaError(f"{token} is not of the aws provider")
    module, file, name = match.groups()
    module = "" if module == "index" else module
    file = _CAPITAL.sub(r"_\1", file).lower()
    if not (sdk_root() / module / f"{file}.py").is_file():
        raise SchemaError(f"pulumi_aws {sdk_version()} has no {token}")
    return f"pulumi_aws/{module}", file, name


@functools.cache
def _file(module: str, file: str) -> str:
    """The text of one file; a module is written `package/folder`."""
    package, _, folder = module.partition("/")
    return (sdk_root(package) / folder / f"{file}.py").read_text(encoding="utf-8")


@functools.cache
def _headers(text: str) -> dict[str, tuple[int, int]]:
    """Where each class of a file begins and ends."""
    found = list(_CLASS.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {match[1]: (match.start(), end) for match, end in zip(found, ends, strict=True)}


def _block(text: str, cls: str, wanted_by: str) -> str:
    span = _headers(text).get(cls)
    if span is None:
        raise SchemaError(f"pulumi_aws {sdk_version()} has no class {cls}, needed for {wanted_by}")
    return text[span[0] : span[1]]


def _arguments(module: str, block: str) -> dict[str, Property]:
    signature = block.partition('"""')[0].partition("        if ")[0]
    names = {python: wire or python for wire, python, _ in _GETTER.findall(block)}
    docs = dict(_DOCUMENTED.findall(block))
    return {
        names[python]: Property(names[python], _shape(module, note), not default, docs.get(python, ""))
        for python, note, default in _PARAMETER.findall(signature)
        if python in names
    }


def _outputs(module: str, block: str) -> dict[str, Property]:
    found: dict[str, Property] = {}
    for wire, python, note in _GETTER.findall(block):
        optional = note.startswith(("pulumi.Output[Optional[", "Optional["))
        found[wire or python] = Property(wire or python, _shape(module, note), not optional)
    return found


@functools.cache
def _shape(module: str, annotation: str) -> Shape:
    return _from_node(module, ast.parse(annotation, mode="eval").body, annotation)


def _from_node(module: str, node: ast.expr, whole: str) -> Shape:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _from_class(module, node.value)
    if isinstance(node, ast.Attribute | ast.Name):
        return _from_name(module, ast.unparse(node), whole)
    if isinstance(node, ast.Subscript):
        return _from_generic(module, node, whole)
    raise SchemaError(f"pulumi_aws {sdk_version()}: unknown annotation {whole}")


def _from_class(module: str, name: str) -> Shape:
    """A quoted class: an argument class, an output class, or an enum (which is text on the wire)."""
    owner, _, cls = name.rpartition(".")
    if owner == "outputs":
        return Shape("object", name=f"{module}.outputs.{cls}")
    if cls.endswith("ArgsDict"):
        return Shape("any")
    if cls.endswith("Args"):
        return Shape("object", name=f"{_owner(module, owner)}.{cls}")
    return Shape("string")


def _owner(module: str, owner: str) -> str:
    """The module that a class belongs to, as annotations name it: not at all, `_iam`, `pulumi_aws.ec2`."""
    owner = owner.removesuffix("_inputs").rstrip(".")
    if not owner:
        return module
    package, _, folder = owner.partition(".")
    if package == "pulumi_aws":
        return f"{package}/{folder}"
    return f"{module.partition('/')[0]}/{owner.lstrip('_')}"


def _from_name(module: str, name: str, whole: str) -> Shape:
    last = name.rpartition(".")[2]
    if last in _SCALARS:
        return Shape(_SCALARS[last])
    if last == "Any":
        return Shape("any")
    if last in {"Asset", "Archive"}:
        return Shape("asset")
    if last.endswith("Args"):
        return _from_class(module, name)
    if last[:1].isupper():
        return Shape("any")  # a resource taken whole, such as `source_security_group`
    raise SchemaError(f"pulumi_aws {sdk_version()}: unknown annotation {whole}")


def _from_generic(module: str, node: ast.Subscript, whole: str) -> Shape:
    outer = ast.unparse(node.value).rpartition(".")[2]
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if outer in _WRAPPERS:
        return _from_node(module, parts[0], whole)
    if outer == "Sequence":
        return Shape("array", item=_from_node(module, parts[0], whole))
    if outer == "Mapping":
        return Shape("map", item=_from_node(module, parts[1], whole))
    if outer == "Union":
        members = [_from_node(module, part, whole) for part in parts]
        known = tuple(dict.fromkeys(m for m in members if m.kind != "any" or len(members) == 1))
        return known[0] if len(known) == 1 else Shape("union", choices=known)
    raise SchemaError(f"pulumi_aws {sdk_version()}: unknown annotation {whole}")
