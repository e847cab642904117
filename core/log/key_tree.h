// Keys that follow one another: the epochs of a space, the generations of a
// person. Each names its parent, and its id binds both. Two may have one parent
// (two devices rotated at once): both stay readable, writers go on from the
// smaller id, and from its children.
#pragma once

#include <map>

#include "base/error.h"
#include "codec/reader.h"
#include "codec/writer.h"
#include "log/derive.h"

namespace hearth::log {

template <class Key>
class KeyTree {
 public:
  struct Node {
    KeyId parent;
    Key key;
  };

  // Takes a key; the id follows from it. Knowing it already changes nothing.
  KeyId add(const KeyId& parent, Key key) {
    const auto id = key_id(key, parent);
    nodes_.try_emplace(id, Node{parent, std::move(key)});
    return id;
  }

  [[nodiscard]] const Key* find(const KeyId& id) const {
    const auto found = nodes_.find(id);
    return found == nodes_.end() ? nullptr : &found->second.key;
  }

  // The id that writers use: from the root always to the smallest child. Zeros
  // when there is none.
  [[nodiscard]] KeyId current() const {
    KeyId at;
    while (const auto* child = smallest_child(at)) at = *child;
    return at;
  }

  // Whether `older` is `id` or one of its parents.
  [[nodiscard]] bool leads_to(const KeyId& older, KeyId id) const {
    for (std::size_t steps = 0; steps <= nodes_.size(); ++steps) {
      if (older == id) return true;
      const auto found = nodes_.find(id);
      if (found == nodes_.end()) return false;
      id = found->second.parent;
    }
    return false;
  }

  [[nodiscard]] const std::map<KeyId, Node>& nodes() const { return nodes_; }
  [[nodiscard]] bool empty() const { return nodes_.empty(); }

 private:
  // Ids are hashes over their parent: there are no cycles.
  [[nodiscard]] const KeyId* smallest_child(const KeyId& parent) const {
    for (const auto& [id, node] : nodes_) {
      if (node.parent == parent) return &id;
    }
    return nullptr;
  }

  std::map<KeyId, Node> nodes_;
};

template <class Key>
void write(codec::Writer& writer, const KeyTree<Key>& tree) {
  writer.list(tree.nodes().size());
  for (const auto& [id, node] : tree.nodes()) writer.fixed(node.parent).raw(node.key.reveal());
}

// At most `limit` keys, in the order of their ids, none twice: one tree has one spelling.
template <class Key>
KeyTree<Key> read_key_tree(codec::Reader& reader, std::size_t limit) {
  KeyTree<Key> tree;
  const auto count = reader.list(limit, base::Hash32::kSize + Key::kSize);
  for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
    const auto parent = reader.fixed<base::Hash32>();
    auto key = Key::from(reader.raw(Key::kSize));
    if (!key) break;
    const auto id = key_id(*key, parent);
    if (!tree.empty() && id <= tree.nodes().rbegin()->first) reader.fail(base::Error::shape);
    tree.add(parent, std::move(*key));
  }
  return tree;
}

}  // namespace hearth::log
