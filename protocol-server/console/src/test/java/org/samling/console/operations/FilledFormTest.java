package org.samling.console.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.schema.Input;

/** What is typed becomes what the operation takes. */
class FilledFormTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  /** Something with a member of each kind. */
  record Thing(
      String thing,
      List<String> networks,
      boolean open,
      @Nullable Boolean loud,
      @Nullable Integer copies,
      @Nullable Instant at,
      @Nullable Map<String, String> more,
      @Nullable List<Integer> numbers) {}

  private final Operation<Object, Thing, Nothing> operation =
      Operation.post("put-thing", "/things/:thing", Scope.HOLDS, "Puts a thing")
          .of(Thing.class, Nothing.class, (_, _) -> Nothing.NOTHING);

  private Thing read(Map<String, List<String>> typed) {
    var form = FilledForm.of(operation, typed, ZONE);
    return new Input<>(operation).read(form.path(), form.query(), form.body());
  }

  @Test
  void eachKindIsReadAndWhatIsEmptyIsLeftOut() {
    assertThat(read(Map.of("thing", List.of(" a "), "loud", List.of(""))))
        .isEqualTo(new Thing("a", List.of(), false, null, null, null, null, null));
    var typed =
        Map.of(
            "thing", List.of("a"),
            "networks", List.of("10.0.0.0/8\r\n\r\n 11.0.0.0/8 "),
            "open", List.of("true"),
            "loud", List.of("false"),
            "copies", List.of("3"),
            "at", List.of("2026-07-01T12:00"),
            "more", List.of("{\"b\": \"c\"}"),
            "numbers", List.of("1\n2"));
    assertThat(read(typed))
        .isEqualTo(
            new Thing(
                "a",
                List.of("10.0.0.0/8", "11.0.0.0/8"),
                true,
                false,
                3,
                Instant.parse("2026-07-01T10:00:00Z"),
                Map.of("b", "c"),
                List.of(1, 2)));
  }

  @Test
  void faultsAreThoseOfTheSchema() {
    assertThatThrownBy(() -> read(Map.of("thing", List.of("a"), "copies", List.of("many"))))
        .isInstanceOf(Problem.class)
        .hasMessage("\"copies\" must be a whole number.");
    assertThatThrownBy(() -> read(Map.of("thing", List.of("a"), "more", List.of("{"))))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("\"more\" is not JSON: ");
    assertThatThrownBy(() -> read(Map.of())).hasMessage("\"thing\" is missing.");
  }
}
