#include "service/facts/stock_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace connection_advisor::facts {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Salutation, LeavesGreetingsAndNamesOutAtTheBeginningOnly) {
  const Salutation salutation({"Jane Doe", "Ünal"});
  EXPECT_THAT(salutation.WordsAfter("Hi Jane! Hello again, dear Jane"), ElementsAre("again", "dear", "jane"));
  EXPECT_THAT(salutation.WordsAfter("DEAR ÜNAL, thanks"), ElementsAre("thanks"));
  EXPECT_THAT(salutation.WordsAfter("Hi Jane Doe"), IsEmpty());
  EXPECT_THAT(salutation.WordsAfter("Don't"), ElementsAre("dont"));
}

TEST(IsStockText, LeavesTheSalutationOutOnBothSides) {
  // A name that a stock text begins with is left out of it too.
  EXPECT_TRUE(IsStockText("Dear Will, will you connect?", {"Hello! Will you connect?"}, Salutation({"Will"})));
  EXPECT_TRUE(IsStockText("You connect?", {"Will you connect?"}, Salutation({"Will"})));
  EXPECT_FALSE(IsStockText("You connect?", {"Will you connect?"}, Salutation({"Jane"})));
}

TEST(IsStockText, NeedsTheWholeText) {
  EXPECT_FALSE(IsStockText("let us", {"let us connect"}, Salutation({})));
  EXPECT_FALSE(IsStockText("let us connect soon", {"let us connect"}, Salutation({})));
  EXPECT_FALSE(IsStockText("us let connect", {"let us connect"}, Salutation({})));
  EXPECT_FALSE(IsStockText("let us connect", {}, Salutation({})));
}

}  // namespace
}  // namespace connection_advisor::facts
