"""Makes the checkpoints of this folder. Run with PyTorch 2.x in this folder: python make.py

The honest ones are written by torch.save alone; the malicious and damaged ones by hand. README.md says what is in each.
"""

import collections
import io
import os
import pickle
import struct
import zipfile

import torch


def arange(*shape, dtype=torch.float32, start=0):
    n = 1
    for s in shape:
        n *= s
    return (torch.arange(n, dtype=torch.float64) / 8 + start).reshape(shape).to(dtype)


def everything():
    base = arange(4, 6)
    shared = arange(5, start=100)
    state = collections.OrderedDict()
    state["module.f32"] = arange(2, 3)
    state["module.f64"] = arange(3, dtype=torch.float64)
    state["module.f16"] = arange(2, 2, dtype=torch.float16, start=-1)
    state["module.bf16"] = arange(2, 2, dtype=torch.bfloat16, start=-1)
    state["module.i64"] = torch.tensor([1, -2, 2**53 + 1])
    state["module.i32"] = torch.tensor([7, -8], dtype=torch.int32)
    state["module.i16"] = torch.tensor([7, -8], dtype=torch.int16)
    state["module.i8"] = torch.tensor([7, -8], dtype=torch.int8)
    state["module.u8"] = torch.tensor([7, 250], dtype=torch.uint8)
    state["module.bool"] = torch.tensor([True, False])
    state["module.scalar"] = torch.tensor(42)
    state["module.empty"] = torch.zeros(0, 3)
    state["module.transposed"] = base.t()
    state["module.offset"] = base[1:3, 2:5]
    state["module.strided"] = base[:, ::2]
    state["module.shared_a"] = shared
    state["module.shared_b"] = shared[2:]
    state["module.channels_last"] = arange(1, 2, 2, 3).to(memory_format=torch.channels_last)
    state["module.expanded"] = arange(1, 3).expand(2, 3)
    state["module.parameter"] = torch.nn.Parameter(arange(2))
    state._metadata = {"": {"version": 1}}
    return state


nested = {
    "epoch": 12,
    "best": 0.5,
    "name": "a name",
    "flags": [True, False, None],
    "sizes": (1, 2),
    "state_dict": everything(),
    "ema": collections.OrderedDict((k, v + 1) for k, v in everything().items() if k == "module.f32"),
    "optimizer": {"state": {0: {"step": torch.tensor(3.0), "exp_avg": arange(2)}}, "param_groups": [{"lr": 1e-3}]},
}
torch.save(nested, "zip.pth")
torch.save(nested, "legacy.pth", _use_new_zipfile_serialization=False)
torch.save({"a": arange(3), "b": arange(3)}, "protocol4.pth", pickle_protocol=4)
torch.save({"g": {"x": arange(3)}, "d": {"x": arange(3, start=9), "y": arange(2)}}, "two.pth")

# The same archive as a machine with the highest byte first would write it.
big = io.BytesIO()
torch.save({"x": arange(3), "n": torch.tensor([1, 2])}, big)
with zipfile.ZipFile(big) as source, zipfile.ZipFile("big_endian.pth", "w") as target:
    for entry in source.infolist():
        data = source.read(entry)
        name = entry.filename
        if name.endswith("/byteorder"):
            data = b"big"
        elif "/data/" in name:
            size = 4 if len(data) == 12 else 8
            data = b"".join(data[i : i + size][::-1] for i in range(0, len(data), size))
        target.writestr(name, data)

for name in ("zip", "legacy"):
    with open(name + ".pth", "rb") as f:
        content = f.read()
    with open(name + "_truncated.pth", "wb") as f:
        f.write(content[: len(content) * 3 // 5])
    # The elements of the last storage are cut, all pickles are whole.
    with open(name + "_short.pth", "wb") as f:
        f.write(content[:-5])


def archive(name, data_pkl, storages=(), method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(name, "w", method) as z:
        z.writestr("archive/data.pkl", data_pkl)
        for key, content in storages:
            z.writestr("archive/data/" + key, content)


class Command:
    def __reduce__(self):
        return os.system, ("echo this must never run",)


class Evaluated:
    def __reduce__(self):
        return eval, ("1/0",)


archive("evil_system.pth", pickle.dumps({"weight": Command()}, protocol=2))
archive("evil_eval.pth", pickle.dumps({"weight": Evaluated()}, protocol=4))
legacy = b"".join(
    pickle.dumps(x, protocol=2) for x in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}, {"weight": Command()})
)
with open("evil_legacy.pth", "wb") as f:
    f.write(legacy)


def text(s):
    return b"X" + struct.pack("<I", len(s)) + s.encode()


def integer(n):
    b = n.to_bytes(8, "little", signed=True)
    return b"\x8a\x08" + b


def tensor(shape, strides, elements=4):
    """A tensor by hand: storage "0" of so many float32, seen in any way."""
    storage = b"(" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu") + integer(elements) + b"tQ"
    sizes = b"(" + b"".join(map(integer, shape)) + b"t" + b"(" + b"".join(map(integer, strides)) + b"t"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + integer(0) + sizes + b"\x89}tR"


def holding(value):
    return b"\x80\x02}" + text("x") + value + b"s."


four = [("0", bytes(16))]
archive("bomb_expanded.pth", holding(tensor([1 << 20, 1 << 20], [0, 0])), four)
archive("bomb_expanded_2gib.pth", holding(tensor([1 << 28], [0])), four)
archive("bomb_storage.pth", holding(tensor([1 << 40], [1], 1 << 40)), four)
archive("bomb_deflate.pth", holding(tensor([1 << 22], [1], 1 << 22)), [("0", bytes(1 << 24))], zipfile.ZIP_DEFLATED)
archive("bomb_text.pth", b"\x80\x02\x8d" + struct.pack("<Q", 1 << 60) + b".")
# Each list holds the one before twice: a billion billion elements for whoever follows all of them.
doubling = b"]q\x000" + b"".join(b"]q" + bytes([i + 1]) + b"(h" + bytes([i]) + b"h" + bytes([i]) + b"e0" for i in range(60))
archive("bomb_doubling.pth", b"\x80\x02" + doubling + b"}(" + text("deep") + b"h\x3c" + text("x") + tensor([4], [1]) + b"u.", four)
# A dictionary that holds itself, beside a tensor.
archive("cycle.pth", b"\x80\x02}q\x00(" + text("self") + b"h\x00" + text("x") + tensor([4], [1]) + b"u.", four)
archive("beyond.pth", holding(tensor([5], [1])), four)
