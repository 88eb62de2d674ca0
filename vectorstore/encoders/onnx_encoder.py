"""The sentence-transformers model in the form that CPUs run best: ONNX, weights quantised to int8.

Made once from the model itself and cached by its digest, so that serving imports neither torch nor transformers.
Each text is run by itself: dynamic quantisation scales activations by the largest value of a batch, so a text's vector
would otherwise depend on its neighbours. Two texts run at a time, each on one core.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.encoders.silence import keep_onnxruntime_silent

OPSET = 17
FORM = "onnx-int8-1"  # changes whenever the exported graph would give other vectors
Rows = NDArray[np.float32]


class Damaged(Exception):
    """A file that is no exported model, or no longer."""


def _unwatched(_: int) -> None:
    """Nobody counts what is done."""


def make(model: Path, target: Path) -> None:
    """Export a BERT-like model with mean pooling to ``target``; an interrupted export leaves nothing behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        _export(model, Path(folder) / "fp32.onnx")
        _quantise(Path(folder) / "fp32.onnx", Path(folder) / "int8.onnx")
        shutil.move(Path(folder) / "int8.onnx", target)


def _export(model: Path, target: Path) -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch
    from transformers import AutoModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]

    class MeanPooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(str(model), attn_implementation="eager")

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            output = self.encoder(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=torch.zeros_like(input_ids)
            )
            weights = attention_mask.unsqueeze(-1).to(output.last_hidden_state.dtype)
            pooled = (output.last_hidden_state * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2.0, dim=1)

    example = torch.ones((2, 16), dtype=torch.long)
    axes = {0: "batch", 1: "length"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is the one that needs no further package
        torch.onnx.export(
            MeanPooled().eval(),
            (example, example),
            str(target),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )


def _quantise(source: Path, target: Path) -> None:
    keep_onnxruntime_silent()
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_name("prepared.onnx")
    quant_pre_process(source, prepared, skip_symbolic_shape=True)
    quantize_dynamic(prepared, target, weight_type=QuantType.QInt8, per_channel=True)


class OnnxEncoder:
    """Runs an exported model; safe to use from many threads. Raises Damaged where the file is none."""

    def __init__(self, path: Path, workers: int | None = None) -> None:
        keep_onnxruntime_silent()
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except _refusals() as error:
            raise Damaged(str(error)) from error
        self._workers = workers or _cores()

    def encode(self, token_ids: Sequence[Sequence[int]], done: Callable[[int], None] = _unwatched) -> Rows:
        """Unit vectors, one row for each text's word pieces, special tokens included; ``done(n)`` after each."""
        if len(token_ids) == 1:
            return self._encode_one(token_ids[0])[np.newaxis]
        rows = []
        with ThreadPoolExecutor(self._workers) as pool:
            for row in pool.map(self._encode_one, token_ids):
                rows.append(row)
                done(len(rows))
        return np.stack(rows)

    def _encode_one(self, ids: Sequence[int]) -> Rows:
        row = np.asarray([ids], dtype=np.int64)
        vectors: list[Rows] = self._session.run(["embedding"], {"input_ids": row, "attention_mask": np.ones_like(row)})
        first: Rows = vectors[0][0]
        return first


def _refusals() -> tuple[type[Exception], ...]:
    """What onnxruntime raises for a file that it cannot run; these have no common root of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as raised

    return (raised.Fail, raised.InvalidArgument, raised.InvalidGraph, raised.InvalidProtobuf, raised.RuntimeException)


def _cores() -> int:
    """Those that this process may use, which in a container are often fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
