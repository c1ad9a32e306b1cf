package org.samling.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.function.BiFunction;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route of a protocol, by one that greets. */
class SwitchboardTest {

  private final DefaultCamelContext camel = new DefaultCamelContext();

  private sealed interface Request {
    record Greet(String whom) implements Request {}

    sealed interface Loud extends Request {}

    record Shout(String whom) implements Loud {}

    record Whisper(String whom) implements Request {}
  }

  private enum Gesture {
    NOD,
    WAVE
  }

  private record Spoken(Request request) implements Message<String> {}

  private record Shown(Gesture gesture) implements Message<Integer> {}

  private static final class Speech extends ProtocolRoutes<Spoken, Request, String> {
    Speech() {
      super("speech", Request.class, Spoken::request);
      handle(Request.Greet.class, (_, greet) -> "Hello, " + greet.whom());
      unrouted(Request.Whisper.class);
    }

    Speech withShouts(BiFunction<Spoken, Request.Shout, String> handler) {
      handle(Request.Shout.class, handler);
      return this;
    }
  }

  private static final class Gestures extends ProtocolRoutes<Shown, Gesture, Integer> {
    Gestures(Gesture... known) {
      super("gestures", Gesture.class, Shown::gesture);
      for (var gesture : known) {
        handle(gesture, shown -> shown.gesture().ordinal());
      }
    }
  }

  @BeforeEach
  void start() {
    camel.disableJMX();
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private static String shout(Spoken spoken, Request.Shout shout) {
    return shout.whom().toUpperCase(Locale.ROOT);
  }

  @Test
  void everyRequestGoesToTheHandlerOfItsType() {
    var speech = new Switchboard<>(camel, new Speech().withShouts(SwitchboardTest::shout));

    assertThat(speech.send(new Spoken(new Request.Greet("Åse")))).isEqualTo("Hello, Åse");
    assertThat(speech.send(new Spoken(new Request.Shout("Åse")))).isEqualTo("ÅSE");
    assertThat(
            new Switchboard<>(camel, new Gestures(Gesture.values())).send(new Shown(Gesture.WAVE)))
        .isEqualTo(1);
  }

  @Test
  void requestWithoutHandlerIsFoundAtTheStart() {
    assertThatThrownBy(() -> new Switchboard<>(camel, new Speech()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("speech")
        .hasMessageContaining("Shout")
        .hasMessageNotContainingAny("Greet", "Whisper");
    assertThatThrownBy(() -> new Switchboard<>(camel, new Gestures(Gesture.NOD)))
        .hasMessage("gestures: nothing handles [WAVE]");
  }

  @Test
  void failureIsAnsweredByItsTypeOrThatOfItsCauseAndTheMostSpecificCounts() {
    var speech =
        new Switchboard<>(
            camel,
            new Speech()
                .withShouts((_, shout) -> {
                  throw switch (shout.whom()) {
                    case "number" -> new NumberFormatException("7");
                    case "wrapped" -> new IllegalStateException(new NumberFormatException("8"));
                    case "caused" -> new IllegalArgumentException("10", new RuntimeException("11"));
                    default -> new IllegalArgumentException("9");
                  };
                })
                .onFailure(RuntimeException.class, (_, e) -> "any " + e.getMessage())
                .onFailure(NumberFormatException.class, (_, e) -> "number " + e.getMessage()));

    assertThat(speech.send(new Spoken(new Request.Shout("number")))).isEqualTo("number 7");
    assertThat(speech.send(new Spoken(new Request.Shout("wrapped")))).isEqualTo("number 8");
    assertThat(speech.send(new Spoken(new Request.Shout("other")))).isEqualTo("any 9");
    assertThat(speech.send(new Spoken(new Request.Shout("caused")))).isEqualTo("any 10");
  }

  @Test
  void failureWithoutAnAnswerIsThrownAsItIs() {
    var failure = new IllegalStateException("no");
    var speech =
        new Switchboard<>(
            camel,
            new Speech()
                .withShouts((_, _) -> {
                  throw failure;
                }));

    assertThatThrownBy(() -> speech.send(new Spoken(new Request.Shout("Åse")))).isSameAs(failure);
  }

  @Test
  void errorOfAHandlerIsAFailureLikeOthersAndHoldsUpNobody() {
    var speech =
        new Switchboard<>(
            camel,
            new Speech()
                .withShouts((_, _) -> {
                  throw new StackOverflowError("a fault");
                }));

    var shout = new Spoken(new Request.Shout("Åse"));
    assertThatThrownBy(() -> speech.send(shout))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(StackOverflowError.class);
  }
}
