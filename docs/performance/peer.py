"""The training step of PyTorch eager, as a peer of `unmask bench train --against` (see docs/bench.md).

    python peer.py {resnet18,xception,efficientnet_b4} [default|channels_last]

Needs torch 2.7.1, torchvision and timm. What is measured with comes from the environment that `bench train` makes.
"""

import json
import os
import statistics
import sys
import time

threads, batch, side, warm_up, steps = (
    int(os.environ.get("UNMASK_BENCH_" + name, default))
    for name, default in (("THREADS", 1), ("BATCH", 32), ("SIDE", 128), ("WARMUP", 3), ("STEPS", 10))
)
os.environ["OMP_NUM_THREADS"] = str(threads)

import timm  # noqa: E402
import torch  # noqa: E402
import torchvision  # noqa: E402

torch.set_num_threads(threads)
torch.manual_seed(1)
name = sys.argv[1]
layout = sys.argv[2] if len(sys.argv) > 2 else "default"
if name == "resnet18":
    net = torchvision.models.resnet18(num_classes=2)
elif name == "xception":
    net = timm.create_model("legacy_xception", num_classes=2)
else:
    net = timm.create_model("tf_efficientnet_b4", num_classes=2, drop_rate=0.4, drop_path_rate=0.2)
net.train()
images, labels = torch.randn(batch, 3, side, side), torch.arange(batch) % 2
if layout == "channels_last":
    net = net.to(memory_format=torch.channels_last)
    images = images.contiguous(memory_format=torch.channels_last)
optimizer = torch.optim.Adam(net.parameters(), lr=1e-4)
seconds = []
for step in range(warm_up + steps):
    began = time.perf_counter()
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(net(images), labels)
    loss.backward()
    optimizer.step()
    loss.item()
    seconds.append(time.perf_counter() - began)
median = statistics.median(seconds[warm_up:])
print(
    json.dumps(
        {
            "seconds": median,
            "images_per_second": batch / median,
            "threads": torch.get_num_threads(),
            "batch_size": batch,
            "side_pixels": side,
        }
    )
)
