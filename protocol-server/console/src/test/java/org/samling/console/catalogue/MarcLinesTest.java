package org.samling.console.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.console.catalogue.MarcLines.Fault;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcContent.ControlField;
import org.samling.core.catalogue.MarcContent.DataField;
import org.samling.core.catalogue.MarcContent.Subfield;
import org.samling.core.catalogue.MarcFormat;

/** Records as lines, and back. */
class MarcLinesTest {

  private static final String LEADER = "00000nam a2200000 i 4500";

  private static final MarcContent MARC21 =
      new MarcContent(
          LEADER,
          List.of(
              new ControlField("001", "12"),
              new ControlField("008", "261126s2026    dk            000 0 dan d"),
              new DataField(
                  "245",
                  '1',
                  '0',
                  List.of(
                      new Subfield('a', "\u0098Den\u009C pris er 5$, "),
                      new Subfield('b', "eller $5 /"))),
              new DataField("650", ' ', '0', List.of(new Subfield('a', "Penge")))));

  private static final MarcContent DANISH =
      new MarcContent(
          LEADER,
          List.of(
              new DataField(
                  "001", '0', '0', List.of(new Subfield('a', "1"), new Subfield('b', "7"))),
              new DataField(
                  "245", '0', '0', List.of(new Subfield('a', "A*"), new Subfield('æ', "$")))));

  private static final String LINES =
      """
      LDR 00000nam a2200000 i 4500
      001 12
      008 261126s2026    dk            000 0 dan d
      245 10 $a \u27EADen\u27EB pris er 5$$,  $b eller $$5 /
      650 #0 $a Penge\
      """;

  @Test
  void whatIsNotTouchedStaysAsItWasToTheLastBlank() {
    assertThat(MarcLines.written(MARC21, MarcFormat.MARC21)).isEqualTo(LINES);
    for (var text : List.of(LINES, LINES.replace("\n", "\r\n"), "\n" + LINES + "\n\n")) {
      var read = MarcLines.read(text, MarcFormat.MARC21, MARC21);
      assertThat(read.faults()).isEmpty();
      assertThat(read.content()).isEqualTo(MARC21);
    }
    var danish = MarcLines.written(DANISH, MarcFormat.DANMARC2);
    assertThat(danish).isEqualTo("001 00 *a 1 *b 7\n245 00 *a A** *æ $");
    assertThat(MarcLines.read(danish, MarcFormat.DANMARC2, MARC21).content().fields())
        .isEqualTo(DANISH.fields());
  }

  @Test
  void linesAreReadHoweverTheyAreSpaced() {
    for (var line :
        List.of("650 #0 $a Mad $x a$$b", "650 #0$aMad$xa$$b", "650  0 $a Mad  $x a$$b")) {
      var read = MarcLines.read("001 12\n" + line, MarcFormat.MARC21, MARC21);
      assertThat(read.faults()).as(line).isEmpty();
      assertThat(read.content().dataFields("650"))
          .as(line)
          .containsExactly(
              new DataField(
                  "650", ' ', '0', List.of(new Subfield('a', "Mad"), new Subfield('x', "a$b"))));
    }
  }

  private static void faulty(String text, MarcFormat format, Fault... faults) {
    assertThat(MarcLines.read(text, format, MARC21).faults()).as(text).containsExactly(faults);
  }

  @Test
  void eachFaultIsToldWithItsLine() {
    faulty(
        "LDR short\n001 1\n24 10 $a x\n245 $a x\n246 10 x\n\n247 10 $Å x\n250 ## $a $b y\n008 ",
        MarcFormat.MARC21,
        new Fault(1, "catalogue.line.leader", "5"),
        new Fault(3, "catalogue.line.tag", "24"),
        new Fault(4, "catalogue.line.indicators", ""),
        new Fault(5, "catalogue.line.no-subfield", "$"),
        new Fault(7, "catalogue.line.code", "Å"),
        new Fault(8, "catalogue.line.empty", "$a"),
        new Fault(9, "catalogue.line.empty", "008"));
    faulty("001 1\n001 2", MarcFormat.MARC21, new Fault(2, "catalogue.line.repeated", "001"));
    faulty("245 10 $a x", MarcFormat.MARC21, new Fault(0, "catalogue.line.no-number", ""));
    faulty(
        "001 00 *a 1\n245 00 *a x",
        MarcFormat.DANMARC2,
        new Fault(0, "catalogue.line.danish-number", ""));
    faulty("245 10 $a x $", MarcFormat.MARC21, new Fault(1, "catalogue.line.code", ""));
    faulty("x".repeat(30_001), MarcFormat.MARC21, new Fault(0, "catalogue.line.too-long", ""));
  }

  @Test
  void titleIsWantedOfWhatDescribesSomethingByItself() {
    var without = new MarcContent(LEADER, List.of(new ControlField("001", "1")));
    assertThat(MarcLines.titleFault(without, MarcFormat.MARC21, false)).isNotNull();
    assertThat(MarcLines.titleFault(without, MarcFormat.DANMARC2, true)).isNull();
    assertThat(MarcLines.titleFault(without, MarcFormat.DANMARC2, false)).isNotNull();
    var heading = new MarcContent(LEADER.replace("nam", "nz "), without.fields());
    assertThat(MarcLines.titleFault(heading, MarcFormat.MARC21, false)).isNull();
    assertThat(MarcLines.titleFault(MARC21, MarcFormat.MARC21, false)).isNull();
  }
}
