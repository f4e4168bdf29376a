"""The algorithms that users' scripts and models name; their ids stay."""

from __future__ import annotations

ALGORITHMS = {
    "satsyn:generateimagery",
    "satsyn:generatechange",
    "satsyn:traingenerator",
    "satsyn:buildtrainingset",
    "satsyn:trainevaluatesegmentation",
    "satsyn:mixstudy",
    "satsyn:predictlandcover",
    "satsyn:evaluateimagery",
    "satsyn:describelandcover",
    "satsyn:describemodel",
    "satsyn:environment",
}
