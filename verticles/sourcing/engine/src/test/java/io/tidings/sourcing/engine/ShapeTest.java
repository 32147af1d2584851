package io.tidings.sourcing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ShapeTest {

  enum Color {
    RED
  }

  enum MoreColors {
    RED,
    BLUE
  }

  record Line(String article, int count) {}

  record LongLine(String article, long count) {}

  record Same(String article, int count) {}

  record Basket(List<Line> lines, Color color) {}

  record RenamedBasket(List<Same> lines, Color color) {}

  record DeeperChange(List<LongLine> lines, Color color) {}

  record OtherCollection(Map<String, Line> lines, Color color) {}

  record OtherEnum(List<Line> lines, MoreColors color) {}

  record OtherName(List<Line> rows, Color color) {}

  record OneMore(List<Line> lines, Color color, boolean open) {}

  record Tree(String name, List<Tree> children) {}

  @Test
  void every_change_of_what_the_json_looks_like_is_another_shape() {
    assertThat(
            Stream.of(
                    Basket.class,
                    DeeperChange.class,
                    OtherCollection.class,
                    OtherEnum.class,
                    OtherName.class,
                    OneMore.class,
                    Tree.class)
                .map(state -> Shape.of(state, 1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_names_of_records_do_not_count() {
    assertThat(Shape.of(RenamedBasket.class, 1)).isEqualTo(Shape.of(Basket.class, 1));
  }

  @Test
  void the_author_may_say_that_it_means_something_else() {
    assertThat(Shape.of(Basket.class, 2)).isNotEqualTo(Shape.of(Basket.class, 1));
  }
}
