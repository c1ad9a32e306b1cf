package org.samling.operations.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Paging;
import org.samling.operations.Problem;

class InputTest {

  private enum Colour {
    RED,
    DARK_BLUE
  }

  private record Wanted(
      String patron,
      @Means("a name") @Size(max = 5) String name,
      @Min(1) @Max(9) @Nullable Integer copies,
      @Nullable Boolean isNew,
      @Nullable Colour colour,
      @Size(min = 1, max = 2) @Nullable List<@Size(max = 3) String> titles,
      @Nullable LocalDate day,
      @Nullable Instant at,
      @Nullable UUID id) {}

  private static final Input<Wanted> BODY =
      new Input<>(
          Operation.post("want", "/patrons/:patron/wanted", Scope.HOLDS, "Wants")
              .of(Wanted.class, Nothing.class, (_, _) -> Nothing.NOTHING));
  private static final Input<Wanted> QUERY =
      new Input<>(
          Operation.get("ask", "/patrons/:patron/wanted", Scope.HOLDS, "Asks")
              .paged()
              .of(Wanted.class, Nothing.class, (_, _) -> Nothing.NOTHING));
  private static final Map<String, String> PATH = Map.of("patron", "A");

  @Test
  void membersComeFromTheQueryWhereTheBodyIsAFile() {
    var sent =
        new Input<>(
            Operation.post("send", "/patrons/:patron/wanted", Scope.HOLDS, "Sends")
                .takingFile()
                .of(Wanted.class, Nothing.class, (_, _) -> Nothing.NOTHING));

    assertThat(sent.bodyMembers()).isEmpty();
    assertThat(sent.parameters()).startsWith("name", "copies").endsWith("id");
    assertThat(sent.read(PATH, Map.of("name", "N", "copies", "3"), Map.of()).copies()).isEqualTo(3);
  }

  @Test
  void membersComeFromThePathTheQueryAndTheBody() {
    assertThat(BODY.parameters()).isEmpty();
    assertThat(BODY.bodyMembers())
        .containsExactly("name", "copies", "is-new", "colour", "titles", "day", "at", "id");
    assertThat(QUERY.bodyMembers()).isEmpty();
    assertThat(QUERY.parameters()).startsWith("name", "copies").endsWith("id", "after", "limit");

    var id = "019aba4c-6a00-7000-8000-000000000000";
    var expected =
        new Wanted(
            "A",
            "N",
            3,
            true,
            Colour.DARK_BLUE,
            List.of("t:1"),
            LocalDate.of(2026, 11, 25),
            Instant.parse("2026-11-25T08:00:00Z"),
            UUID.fromString(id));
    var members =
        Map.of(
            "name",
            "N",
            "copies",
            3,
            "is-new",
            true,
            "colour",
            "dark-blue",
            "titles",
            List.of("t:1"),
            "day",
            "2026-11-25",
            "at",
            "2026-11-25T08:00:00Z",
            "id",
            id);
    assertThat(BODY.read(PATH, Map.of(), members)).isEqualTo(expected);
    assertThat(
            QUERY.read(
                PATH, Map.of("name", "N", "copies", "3", "is-new", "true", "limit", "5"), Map.of()))
        .isEqualTo(new Wanted("A", "N", 3, true, null, null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour| green            |\"colour\" must be one of red, dark-blue.",
        "copies| x                |\"copies\" must be a number from 1 to 9.",
        "copies| 10               |\"copies\" must be a number from 1 to 9.",
        "is-new| yes              |\"is-new\" must be true or false.",
        "day   | 2026-02-30       |\"day\" must be a day such as 2026-11-25.",
        "day   | 1799-12-31       |\"day\" must be a day such as 2026-11-25.",
        "at    | 2026-11-25       |\"at\" must be a time such as 2026-11-25T08:00:00Z.",
        "id    | 1                |\"id\" must be a number such as 019aba4c-6a00-7000-8000-000000000000.",
        "size  | 1                |There is no parameter \"size\" here; there are name, copies, is-new, colour, titles, day, at, id, after, limit.",
      })
  void whatIsWrongInAQueryIsNamed(String name, String value, String fault) {
    assertThatThrownBy(() -> QUERY.read(PATH, Map.of("name", "N", name, value), Map.of()))
        .isInstanceOf(Problem.class)
        .hasMessage(fault);
  }

  @Test
  void controlCharactersInAQueryAreRefused() {
    assertThatThrownBy(() -> QUERY.read(PATH, Map.of("name", "a\0b"), Map.of()))
        .hasMessage("\"name\" must be a text of at most 5 characters.");
  }

  @Test
  void whatIsWrongInABodyIsNamed() {
    assertFault(Map.of(), "\"name\" is missing.");
    assertFault(Map.of("name", "Sørensen"), "\"name\" must be a text of at most 5 characters.");
    assertFault(Map.of("name", 5), "\"name\" must be a text of at most 5 characters.");
    assertFault(
        Map.of("name", "N", "titles", List.of()),
        "\"titles\" must be a list of 1 to 2 texts of at most 3 characters.");
    assertFault(
        Map.of("name", "N", "titles", List.of("long")),
        "\"titles\" must be a list of 1 to 2 texts of at most 3 characters.");
    assertFault(
        Map.of("name", "N", "patron", "B"),
        "There is no member \"patron\" here; there are name, copies, is-new, colour, titles, day, at, id.");
    assertFault(
        Map.of("name", 5, "copies", 10), "\"name\" must be a text of at most 5 characters.");
  }

  private record Offer(@JsonProperty("for") Amount amount) {}

  @Test
  void amountIsATextInItsNotation() {
    var input =
        new Input<>(
            Operation.post("offer", "/offers", Scope.HOLDS, "Offers")
                .of(Offer.class, Nothing.class, (_, _) -> Nothing.NOTHING));
    var offer = new Offer(new Amount("12.50"));
    assertThat(input.read(Map.of(), Map.of(), Map.of("for", "12.50"))).isEqualTo(offer);
    assertThat(Shape.write(offer)).containsExactly(Map.entry("for", "12.50"));
    for (var unfit : List.of("12,50", 12, "")) {
      assertThatThrownBy(() -> input.read(Map.of(), Map.of(), Map.of("for", unfit)))
          .hasMessage("\"for\" must be an amount such as \"12.50\".");
    }
  }

  @Test
  void anUnfitLimitIsRefused() {
    assertThat(QUERY.paging(Map.of())).isEqualTo(Paging.FIRST);
    assertThat(QUERY.paging(Map.of("limit", "7", "after", "x"))).isEqualTo(new Paging("x", 7));
    for (var limit : List.of("0", "1001", "many")) {
      assertThatThrownBy(() -> QUERY.paging(Map.of("limit", limit)))
          .hasMessage("\"limit\" must be a number from 1 to 1,000.");
    }
    var shortly =
        new Input<>(
            Operation.get("ask", "/asked", Scope.HOLDS, "Asks")
                .pagedShortly()
                .of(Nothing.class, Nothing.class, (_, _) -> Nothing.NOTHING));
    assertThatThrownBy(() -> shortly.paging(Map.of("limit", "101")))
        .hasMessage("\"limit\" must be a number from 1 to 100.");
    var atLength =
        new Input<>(
            Operation.get("ask", "/asked", Scope.HOLDS, "Asks")
                .pagedAtLength()
                .of(Nothing.class, Nothing.class, (_, _) -> Nothing.NOTHING));
    assertThat(atLength.paging(Map.of()).limit()).isEqualTo(1_000);
    assertThat(atLength.paging(Map.of("limit", "10000")).limit()).isEqualTo(10_000);
    assertThatThrownBy(() -> atLength.paging(Map.of("limit", "10001")))
        .hasMessage("\"limit\" must be a number from 1 to 10,000.");
  }

  @Test
  void everyParameterOfThePathIsAMember() {
    var other =
        Operation.get("other", "/other/:thing", Scope.HOLDS, "Asks")
            .of(Wanted.class, Nothing.class, (_, _) -> Nothing.NOTHING);
    assertThatThrownBy(() -> new Input<>(other).parameters())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/other/:thing");
  }

  @Test
  void resultIsWrittenByTheNamesOfItsComponents() {
    assertThat(
            Shape.write(
                new Wanted("A", "N", null, true, Colour.RED, null, LocalDate.EPOCH, null, null)))
        .containsEntry("is-new", true)
        .containsEntry("colour", "red")
        .containsEntry("day", "1970-01-01")
        .containsEntry("copies", null);
  }

  private static void assertFault(Map<String, ?> body, String fault) {
    assertThatThrownBy(() -> BODY.read(PATH, Map.of(), body))
        .isInstanceOf(Problem.class)
        .hasMessage(fault);
  }
}
