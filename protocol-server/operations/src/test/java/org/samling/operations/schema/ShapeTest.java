package org.samling.operations.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Secret;
import org.samling.operations.Names;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.calendars.Hours;

class ShapeTest {

  /** The names of two colours. */
  static final class Colours implements Supplier<Map<String, String>> {
    @Override
    public Map<String, String> get() {
      var names = new LinkedHashMap<String, String>();
      names.put("red", "as blood");
      names.put("blue", "");
      return names;
    }
  }

  private record Inner(String first, @Nullable String second) {}

  private record Outer(
      String before,
      @JsonUnwrapped Inner inner,
      @Nullable Map<DayOfWeek, @Nullable Hours> week,
      @Nullable Paint paint,
      @Nullable Secret pin,
      @Nullable List<Inner> more) {}

  private record Paint(
      @JsonAnySetter @JsonAnyGetter @Names(Colours.class)
          Map<String, @Size(max = 3) @Nullable String> shades,
      @Nullable Integer coats) {}

  private static final Input<Outer> INPUT =
      new Input<>(
          Operation.post("put", "/things", Scope.HOLDS, "Puts")
              .of(Outer.class, Nothing.class, (_, _) -> Nothing.NOTHING));

  private static Outer read(Map<String, ?> more) {
    var body = new LinkedHashMap<String, Object>(Map.of("before", "b", "first", "f"));
    body.putAll(more);
    return INPUT.read(Map.of(), Map.of(), body);
  }

  @Test
  void unwrappedComponentsStandInTheirPlace() {
    assertThat(INPUT.bodyMembers())
        .containsExactly("before", "first", "second", "week", "paint", "pin", "more");
    assertThat(INPUT.shape().schema().get("required")).isEqualTo(List.of("before", "first"));
    assertThat(read(Map.of("second", "s")).inner()).isEqualTo(new Inner("f", "s"));
    assertThatThrownBy(() -> INPUT.read(Map.of(), Map.of(), Map.of("before", "b")))
        .hasMessage("\"first\" is missing.");
    assertThat(Shape.write(read(Map.of())).keySet())
        .containsExactly("before", "first", "second", "week", "paint", "pin", "more");
  }

  @Test
  void mapByConstantsHasAMemberForEach() {
    var week = read(Map.of("week", Map.of("monday", "08:00-20:00"))).week();
    assertThat(week)
        .containsExactly(
            Map.entry(DayOfWeek.MONDAY, new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0))));
    assertFault(
        Map.of("week", Map.of("holiday", "08:00-20:00")),
        "In \"week\": There is no member \"holiday\" here; there are monday, tuesday, wednesday, thursday, friday, saturday, sunday.");
    assertFault(
        Map.of("week", Map.of("monday", "08:00-25:00")),
        "In \"week\": \"monday\" must be hours such as \"10:00-19:00\".");
  }

  @Test
  void faultWithinAMemberSaysWhatWasExpectedThere() {
    assertFault(
        Map.of("paint", Map.of("coats", "many")),
        "In \"paint\": \"coats\" must be a whole number.");
    assertFault(Map.of("paint", "red"), "\"paint\" must be an object with red, blue, coats.");
  }

  @Test
  void mapWhoseNamesAreKnownHasAMemberForEach() {
    var paint = read(Map.of("paint", Map.of("red", "r", "coats", 2))).paint();
    assertThat(paint).isEqualTo(new Paint(Map.of("red", "r"), 2));
    assertFault(
        Map.of("paint", Map.of("green", "g")),
        "In \"paint\": There is no member \"green\" here; there are red, blue, coats.");
    assertFault(
        Map.of("paint", Map.of("red", "long")),
        "In \"paint\": \"red\" must be a text of at most 3 characters.");
    var red = Shape.of(Paint.class).member("red");
    assertThat(red.path("description").asString()).isEqualTo("as blood");
    assertThat(red.path("maxLength").asInt()).isEqualTo(3);
  }

  @Test
  void secretIsReadUnchangedAndNotWritten() {
    var read = read(Map.of("pin", " 1 "));
    assertThat(read.pin()).isEqualTo(new Secret(" 1 "));
    assertThat(Shape.write(read)).containsEntry("pin", "***");
    assertFault(
        Map.of("pin", "x".repeat(201)), "\"pin\" must be a text of at most 200 characters.");
  }

  @Test
  void objectsInAListHaveNoOtherMembersEither() {
    assertThat(read(Map.of("more", List.of(Map.of("first", "f")))).more())
        .containsExactly(new Inner("f", null));
    assertFault(
        Map.of("more", List.of(Map.of("first", "f"), Map.of("first", "f", "third", "t"))),
        "In \"more\": There is no member \"third\" here; there are first, second.");
    assertFault(
        Map.of("more", List.of(Map.of())),
        "\"more\" must be a list of objects with first, second.");
  }

  private static void assertFault(Map<String, ?> members, String fault) {
    assertThatThrownBy(() -> read(members)).isInstanceOf(Problem.class).hasMessage(fault);
  }
}
