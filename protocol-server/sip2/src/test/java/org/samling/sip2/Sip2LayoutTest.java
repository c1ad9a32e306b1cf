package org.samling.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samling.sip2.Sip2Frame.Terminator;
import org.samling.sip2.Sip2Layout.Use;

/**
 * Each layout, with every one of its fields filled with a value of its own: a field read into the
 * wrong part comes out wrong.
 */
class Sip2LayoutTest {
  private static final Sip2Codec CODEC = new Sip2Codec(Sip2Charset.UTF_8);

  static Stream<Sip2Layout<? extends Sip2Request>> requests() {
    return Sip2Layout.requests().stream();
  }

  static Stream<Sip2Layout<Sip2Response>> responses() {
    return Sip2Layout.responses().stream();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aFullRequestIsWrittenAsItWasRead(Sip2Layout<? extends Sip2Request> layout) {
    var text = sample(layout, true);
    var message = message(CODEC.decode(Sip2Frame.of(text, Sip2Charset.UTF_8)));
    assertThat(message).isInstanceOf(layout.type());
    assertThat(message.command()).isEqualTo(layout.command());
    assertThat(written(CODEC.encode(message, OptionalInt.empty(), false))).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestWithRequiredFieldsOnlyIsWrittenAsItWasRead(
      Sip2Layout<? extends Sip2Request> layout) {
    var text = sample(layout, false);
    var message = message(CODEC.decode(Sip2Frame.of(text, Sip2Charset.UTF_8)));
    assertThat(written(CODEC.encode(message, OptionalInt.empty(), false))).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("responses")
  void aFullResponseIsWrittenAsItWasRead(Sip2Layout<Sip2Response> layout) {
    var text = sample(layout, true);
    var message = message(CODEC.decodeResponse(Sip2Frame.of(text, Sip2Charset.UTF_8)));
    assertThat(message).isInstanceOf(layout.type());
    assertThat(message.command()).isEqualTo(layout.command());
    assertThat(written(CODEC.encode(message, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("responses")
  void aResponseWithoutAnyFieldIsWrittenWithItsRequiredOnes(Sip2Layout<Sip2Response> layout) {
    var text = sample(layout, false);
    int fixed =
        2
            + layout.parts().stream()
                .filter(p -> p.use() == Use.FIXED)
                .mapToInt(p -> p.field().width())
                .sum();
    var message =
        message(CODEC.decodeResponse(Sip2Frame.of(text.substring(0, fixed), Sip2Charset.UTF_8)));
    var empty = new StringBuilder(text.substring(0, fixed));
    for (var part : layout.parts()) {
      if (part.use() == Use.REQUIRED) {
        empty
            .append(part.field().id())
            .append(part.field() == Sip2Fields.SUPPORTED_MESSAGES ? "N".repeat(16) : "")
            .append('|');
      }
    }
    assertThat(written(CODEC.encode(message, OptionalInt.empty(), false, Terminator.CR)))
        .isEqualTo(empty.toString());
  }

  @Test
  void everyFieldWithAnIdIsFoundByIt() {
    var ids = new HashSet<String>();
    for (var field : Sip2Fields.all()) {
      if (!field.id().isEmpty()) {
        assertThat(ids.add(field.id())).as(field.id()).isTrue();
        assertThat(Sip2Fields.byId(field.id())).isEqualTo(field);
      }
    }
    assertThat(Sip2Fields.byId("ZZ")).isNull();
    assertThat(Sip2Fields.byId("a")).isNull();
  }

  @Test
  void fixedFieldsComeFirstInEveryLayout() {
    Stream.concat(requests(), responses())
        .forEach(layout -> {
          var uses = layout.parts().stream().map(Sip2Layout.Part::use).toList();
          int fixed = uses.lastIndexOf(Use.FIXED) + 1;
          assertThat(uses.subList(0, fixed)).allMatch(use -> use == Use.FIXED);
          assertThat(layout.parts().subList(0, fixed)).allMatch(part -> part.field().width() > 0);
        });
  }

  private static String sample(Sip2Layout<?> layout, boolean full) {
    var text = new StringBuilder(layout.command());
    char odd = 'a';
    int number = 11;
    for (var part : layout.parts()) {
      var field = part.field();
      if (part.use() != Use.FIXED && part.use() != Use.REQUIRED && !full) {
        continue;
      }
      var value =
          switch (field.kind()) {
            case FLAG -> String.valueOf(odd++);
            case OK -> "1";
            case CODE -> String.valueOf(odd++).repeat(field.width());
            case NUMBER ->
                field.width() == 0
                    ? "" + number++
                    : ("%0" + field.width() + "d").formatted(number++);
            case AMOUNT -> number++ + ".50";
            case DATE -> "202601%d    101500".formatted(number++);
            case SUMMARY -> "  Y       ";
            case PATRON_STATUS -> "Y Y Y Y Y Y Y ";
            case SUPPORTED_MESSAGES -> "YNYNYNYNYNYNYNYN";
            case TEXT, PATRON_ID, SECRET -> {
              var word = field.title() + " æøå " + number++;
              yield part.use() == Use.FIXED
                  ? ("" + number++).repeat(field.width()).substring(0, field.width())
                  : word;
            }
          };
      int copies = part.use() == Use.REPEATED ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        text.append(
            part.use() == Use.FIXED ? value : field.id() + value + (i == 0 ? "" : " again") + '|');
      }
    }
    return text.toString();
  }

  private static <M> M message(Decoded<M> decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Message.class);
    var message = (Decoded.Message<M>) decoded;
    assertThat(message.ignored()).isEmpty();
    return message.message();
  }

  private static String written(Sip2Frame frame) {
    return new String(frame.bytes(), Sip2Charset.UTF_8.charset());
  }
}
