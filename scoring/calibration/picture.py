"""A reliability curve as SVG: shares of true claims against scores, drawn without any library."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from scoring.calibration.measures import Fit

_SIDE, _EDGE = 360, 48
_COLOURS = ("#1f5fa8", "#c2410c", "#4d7c0f")


def picture(title: str, curves: Mapping[str, Fit]) -> str:
    """One line for each curve; a dot is a bin, its area the number of claims in it. On the diagonal a score is what it says."""
    most = max(b.claims for fit in curves.values() for b in fit.bins)
    whole = _SIDE + 2 * _EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{whole}" height="{whole}" fill="white"/>',
        f'<text x="{whole / 2:g}" y="24" text-anchor="middle" font-size="14">{escape(title)}</text>',
        f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999999" stroke-dasharray="4 4"/>',
    ]
    for tenth in range(0, 11, 2):
        at = tenth / 10
        lines += [
            f'<line x1="{_x(at)}" y1="{_y(0)}" x2="{_x(at)}" y2="{_y(1)}" stroke="#eeeeee"/>',
            f'<line x1="{_x(0)}" y1="{_y(at)}" x2="{_x(1)}" y2="{_y(at)}" stroke="#eeeeee"/>',
            f'<text x="{_x(at)}" y="{_SIDE + _EDGE + 16}" text-anchor="middle">{at:g}</text>',
            f'<text x="{_EDGE - 8}" y="{_y(at)}" text-anchor="end" dominant-baseline="middle">{at:g}</text>',
        ]
    for number, (name, fit) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(f"{_x(b.mean_score)},{_y(b.true)}" for b in fit.bins)
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [
            f'<circle cx="{_x(b.mean_score)}" cy="{_y(b.true)}" r="{2 + 8 * (b.claims / most) ** 0.5:.2f}" fill="{colour}" '
            f'fill-opacity="0.6"><title>{b.claims} claims, score {b.mean_score:.3f}, {b.true:.3f} true</title></circle>'
            for b in fit.bins
        ]
        lines.append(
            f'<text x="{_EDGE + 12}" y="{_EDGE + 20 + 16 * number}" fill="{colour}">{escape(name)}: expected error '
            f"{fit.expected_error:.3f}</text>"
        )
    lines += [
        f'<text x="{whole / 2:g}" y="{whole - 10}" text-anchor="middle">score</text>',
        f'<text x="14" y="{whole / 2:g}" text-anchor="middle" transform="rotate(-90 14 {whole / 2:g})">share of true claims</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _x(at: float) -> str:
    return f"{_EDGE + _SIDE * at:.2f}"


def _y(at: float) -> str:
    return f"{_EDGE + _SIDE * (1 - at):.2f}"
