"""Find which nodes of a directed graph are reachable from which, in one or more steps.

The nodes of a cycle all reach each other, so each strongly connected component is treated as one
node (Tarjan, *Depth-first search and linear graph algorithms*, 1972,
https://doi.org/10.1137/0201010). A component only reaches components with lower numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from repertory.rdf.terms import Node


class Reachability:
    """The transitive closure of a graph, which is searched once.

    >>> above = Reachability([("sea", "water"), ("water", "nature"), ("nature", "water")])
    >>> above.reaches("sea", "nature"), above.reaches("water", "water"), above.reaches("sea", "sea")
    (True, True, False)
    """

    def __init__(self, steps: Iterable[tuple[Node, Node]]) -> None:
        """Take the steps, each from a node to another or to itself."""
        following: dict[Node, list[Node]] = {}
        for start, end in steps:
            following.setdefault(start, []).append(end)
        self._number = _number_components(following)
        self._following: dict[int, set[int]] = {}
        for start, ends in following.items():
            reached = self._following.setdefault(self._number[start], set())
            reached.update(self._number[end] for end in ends)
        self._cyclic = {number for number, ends in self._following.items() if number in ends}

    def reaches(self, start: Node, end: Node) -> bool:
        """Return whether a node reaches another, or itself, in one or more steps."""
        first, last = self._number.get(start), self._number.get(end)
        if first is None or last is None:
            return False
        if first == last:
            return first in self._cyclic
        return first > last and self._reaches_below(first, last)

    def _reaches_below(self, first: int, last: int) -> bool:
        """Return whether a component reaches another one; those below the latter are ignored."""
        seen = {first}
        waiting = [first]
        while waiting:
            for number in self._following.get(waiting.pop(), ()):
                if number == last:
                    return True
                if number > last and number not in seen:
                    seen.add(number)
                    waiting.append(number)
        return False


def _number_components(following: Mapping[Node, list[Node]]) -> dict[Node, int]:
    """Return the number of the component of each node, by Tarjan's algorithm without recursion."""
    found = _Components(following)
    for node in following:
        if node not in found.order:
            found.walk(node)
    return found.number


class _Components:
    """The state of Tarjan's algorithm: *number* has the nodes whose component is complete."""

    def __init__(self, following: Mapping[Node, list[Node]]) -> None:
        self.number: dict[Node, int] = {}
        self.order: dict[Node, int] = {}
        self._lowest: dict[Node, int] = {}
        self._open: list[Node] = []
        self._following = following
        self._complete = 0

    def walk(self, root: Node) -> None:
        """Number all components that *root* reaches."""
        path = [(root, self._enter(root))]
        while path:
            node, ahead = path[-1]
            unseen = next((each for each in ahead if self._is_unseen(node, each)), None)
            if unseen is not None:
                path.append((unseen, self._enter(unseen)))
                continue
            path.pop()
            self._leave(node)
            if path:
                before = path[-1][0]
                self._lowest[before] = min(self._lowest[before], self._lowest[node])

    def _enter(self, node: Node) -> Iterator[Node]:
        self.order[node] = self._lowest[node] = len(self.order)
        self._open.append(node)
        return iter(self._following.get(node, ()))

    def _is_unseen(self, node: Node, following: Node) -> bool:
        """Return whether a node is unseen; one on the path to *node* closes a cycle."""
        if following not in self.order:
            return True
        if following not in self.number:
            self._lowest[node] = min(self._lowest[node], self.order[following])
        return False

    def _leave(self, node: Node) -> None:
        """Complete the component if *node* is its first node."""
        if self._lowest[node] == self.order[node]:
            member = None
            while member != node:
                member = self._open.pop()
                self.number[member] = self._complete
            self._complete += 1
