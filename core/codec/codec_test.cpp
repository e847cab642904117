#include <gtest/gtest.h>

#include "codec/reader.h"
#include "codec/writer.h"

namespace hearth::codec {
namespace {

using base::Bytes;
using base::Error;

TEST(Codec, EveryKindComesBack) {
  Writer writer;
  base::EventId id;
  id.bytes[3] = 7;
  writer.u8(1).u16(0x0203).u32(0x04050607).u64(0x08090a0b0c0d0e0f).i64(-2).text("Grüße").bytes(Bytes{9}).fixed(id);
  Reader reader(writer.data());
  EXPECT_EQ(reader.u8(), 1);
  EXPECT_EQ(reader.u16(), 0x0203);
  EXPECT_EQ(reader.u32(), 0x04050607U);
  EXPECT_EQ(reader.u64(), 0x08090a0b0c0d0e0fU);
  EXPECT_EQ(reader.i64(), -2);
  EXPECT_EQ(reader.text(100), "Grüße");
  EXPECT_EQ(base::to_bytes(reader.bytes(1)), Bytes{9});
  EXPECT_EQ(reader.fixed<base::EventId>(), id);
  EXPECT_TRUE(reader.finish());
}

TEST(Codec, IntegersAreLittleEndian) {
  Writer writer;
  writer.u32(1).text("a");
  EXPECT_EQ(base::to_hex(writer.data()), "010000000100000061");
}

TEST(Codec, EveryTruncationIsRefused) {
  Writer writer;
  writer.u16(1).text("hearth").u64(4);
  for (std::size_t length = 0; length < writer.data().size(); ++length) {
    Reader reader(base::ByteView(writer.data()).first(length));
    reader.u16();
    reader.text(100);
    reader.u64();
    EXPECT_FALSE(reader.finish()) << length;
  }
}

TEST(Codec, TrailingBytesAreRefused) {
  const Bytes two{1, 2};
  Reader reader(two);
  reader.u8();
  EXPECT_EQ(reader.finish().error(), Error::shape);
}

TEST(Codec, LengthOverTheLimitIsTooLarge) {
  Writer writer;
  writer.text("hearth");
  Reader reader(writer.data());
  reader.text(5);
  EXPECT_EQ(reader.finish().error(), Error::too_large);
}

TEST(Codec, HugeListInFewBytesIsRefusedBeforeItIsRead) {
  Writer writer;
  writer.list(1000).u8(1);
  Reader reader(writer.data());
  EXPECT_EQ(reader.list(2000, 1), 0U);
  EXPECT_FALSE(reader.ok());
}

TEST(Codec, BrokenUtf8IsRefused) {
  Writer writer;
  writer.bytes(Bytes{0xff});
  Reader reader(writer.data());
  reader.text(10);
  EXPECT_EQ(reader.finish().error(), Error::shape);
}

TEST(Codec, ChoiceOutsideTheEnumIsRefused) {
  enum class Kind : std::uint8_t { one, two };
  const Bytes three{2};
  Reader reader(three);
  EXPECT_EQ(reader.choice<Kind>(2), Kind::one);
  EXPECT_FALSE(reader.finish());
}

TEST(Codec, FirstFailureSticks) {
  Writer writer;
  writer.text("hearth").u8(5);
  Reader reader(writer.data());
  reader.text(1);
  EXPECT_EQ(reader.u8(), 0);
  EXPECT_EQ(reader.finish().error(), Error::too_large);
}

}  // namespace
}  // namespace hearth::codec
