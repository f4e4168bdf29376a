"""What computes a generator on one block of land cover.

`Engine` is the interface: prepare a block of class indices, then render it. `block` cuts the network's inputs to the
block, `pytorch` computes it with PyTorch, `openvino_engine` with OpenVINO from graphs that `openvino_graphs` traces
once for each model, tile by tile (`tiling`).
"""
