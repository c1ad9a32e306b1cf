package org.samling.routes.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.command.FeeCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.organisation.Sip2Presets;
import org.samling.postgres.TestLibrary;
import org.samling.sip2.Sip2Date;

/** Error detection and repetition: what the frame says, not what the message says. */
class Sip2RepetitionTest {

  /** The message with sequence number and checksum. */
  static String summed(String message, int sequence) {
    var text = message.replace("{d}", Machine.now()) + "AY" + sequence + "AZ";
    var sum = 0;
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      sum += b & 0xFF;
    }
    return text + "%04X".formatted(-sum & 0xFFFF);
  }

  @Test
  void aResendAfterAResendIsTheSameAgain() {
    try (var machine = new Machine()) {
      var damaged = "17{d}AO|AB1|AY1AZ0000";
      assertThat(machine.ask(damaged)).isEqualTo("96AZFEF6");
      assertThat(machine.ask("97AZFEF5")).isEqualTo("96AZFEF6");
      assertThat(machine.ask("97")).isEqualTo("96AZFEF6");
      assertThat(machine.ask(summed("17{d}AO|AB1|", 1))).startsWith("18").contains("|AY1AZ");
      assertThat(machine.ask("97AZFEF5")).startsWith("18").contains("|AB1|");
    }
  }

  @Test
  void whoBeganWithErrorDetectionIsAnsweredWithIt() {
    try (var machine = new Machine()) {
      assertThat(machine.ask("17{d}AO|AB1|")).doesNotContain("AZ");
      assertThat(machine.ask(summed("17{d}AO|AB2|", 7))).contains("|AY7AZ");
      assertThat(machine.ask("17{d}AO|AB3|")).contains("|AZ").doesNotContain("AY");
      machine.connect();
      assertThat(machine.ask("17{d}AO|AB3|")).doesNotContain("AZ");
    }
  }

  @Test
  void aMachineThatCountsNothingGetsFreshAnswersToItsPolls() throws InterruptedException {
    try (var machine = new Machine()) {
      var first = machine.ask(summed("9900802.00", 0));
      while (machine.ask(summed("9900802.00", 0)).equals(first)) {
        Thread.sleep(50); // until the clock in the reply has gone on
      }
    }
  }

  @Test
  void aQuestionWhoseDateStandsStillIsAnsweredByHowThingsAre() {
    try (var machine = new Machine()) {
      var question = summed("1720260102    101500AO|AB1|", 0);
      assertThat(machine.ask(question)).startsWith("1803");
      machine.submit(new LoanCommand.Checkout(machine.origin(), "A", "1", false, null));
      assertThat(machine.ask(question)).startsWith("1804");
    }
  }

  @Test
  void everythingThatChangesSomethingIsDoneOnceAlsoOverAnotherConnection() {
    var messages =
        List.of(
            "01N20260102    101500AO|ALtest|AAB|AC|",
            "2520260102    101500AO|AAB|",
            "11NN20260102    101500                  AO|AAA|AB1|AC|",
            "6520260102    101500AO|AAA|AD1234|",
            "11NN20260102    101500                  AO|AAA|AB2|AC|",
            "29NN20260102    101500                  AO|AAA|AB2|",
            "15+20260102    101500AO|AAA|AB6|",
            "15*20260102    101500BSDK-799701|AO|AAA|AD1234|AB6|",
            "15-20260102    101500AO|AAA|AD1234|AB6|",
            "1920260102    101500AO|AB1|CHslidt|",
            "09N20260102    10150020260102    101500AP|AO|AB1|AC|",
            "3720260102    1015000100DKKBV1.00|AO|AAA|BK1|");
    try (var machine = new Machine()) {
      machine.submit(
          new FeeCommand.ChargeFee(
              machine.origin(), "A", FeeType.PROCESSING, 100, null, null, Instant.now()));
      for (var message : messages) {
        var first = machine.ask(summed(message, 4));
        var rows = rows(machine.library);
        machine.connect();
        assertThat(machine.ask(summed(message, 4))).isEqualTo(first);
        assertThat(rows(machine.library)).as(message).isEqualTo(rows);
      }
    }
  }

  @Test
  void sequenceNumberThatWrapsIsANewMessageUnderItsNewDate() {
    try (var machine = new Machine()) {
      var library = machine.library;
      var first = loanAt(Instant.now().minusSeconds(90));
      var firstReply = machine.ask(first);
      assertThat(firstReply).startsWith("121");
      assertThat(machine.ask(summed("09N{d}{d}AP|AO|AB1|AC|", 5))).startsWith("101");
      for (var sequence : List.of(6, 7, 8, 9, 0, 1, 2, 3)) {
        assertThat(machine.ask(summed("9900802.00", sequence))).startsWith("98");
      }
      var second = loanAt(Instant.now());
      var secondReply = machine.ask(second);
      assertThat(secondReply).startsWith("121").isNotEqualTo(firstReply);
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(2);
      assertThat(machine.ask(second)).as("the same once more").isEqualTo(secondReply);
      assertThat(library.count(library.north, "select count(*) from loan")).isEqualTo(2);
    }
  }

  private static String loanAt(Instant time) {
    var date = Sip2Date.of(time, ZoneId.of("Europe/Copenhagen")).wire();
    return summed("11NN" + date + " ".repeat(18) + "AO|AAA|AB1|AC|", 4);
  }

  private static long rows(TestLibrary library) {
    return library.count(
        library.north, "select (select count(*) from audit) + count(*) from outbox");
  }

  @Test
  void whatNobodyKnowsIsIgnoredOrAskedForAgainAsConfigured() {
    try (var machine = new Machine()) {
      assertThat(machine.answer("77hello|")).isEqualTo(new Sip2Answer.Silence());
      assertThat(machine.ask("17{d}AO|AB1|")).startsWith("18");
    }
    var asking =
        new Sip2Settings(
            Duration.ofMinutes(10),
            TestLibrary.ANSWER_WITHIN,
            Sip2Settings.DEFAULT.checkedEvery(),
            Sip2Settings.UnknownMessages.ASK_AGAIN,
            Sip2Presets.NONE);
    try (var machine = new Machine(asking)) {
      assertThat(machine.ask("77hello|")).isEqualTo("96AZFEF6");
      assertThat(machine.ask("17{d}AO|AB1|")).startsWith("18");
    }
  }

  @Test
  void withoutTheStoreWhatAsksIsRefusedAndWhatChangesSomethingIsNotAnswered() {
    try (var machine = new Machine()) {
      machine.library.store.close();
      assertThat(machine.ask("23009{d}AO|AAA|AC|AD|")).startsWith("24YYYY");
      assertThat(machine.ask("63009{d}          AO|AAA|")).startsWith("64YYYY");
      assertThat(machine.ask("17{d}AO|AB1|")).startsWith("1801");
      assertThat(machine.ask("35{d}AO|AAA|")).startsWith("36Y");
      assertThat(machine.ask("9900802.00")).startsWith("98N");
      for (var message :
          List.of(
              "11NN{d}                  AO|AAA|AB1|AC|",
              "11NN{d}                  AO|AAB|AB1|AC|AD1234|",
              "11NN{d}                  AO|AAA|AB1|AC|BIY|",
              "09N{d}{d}AP|AO|AB1|AC|",
              "01N{d}AO|AL|AAA|AC|",
              "25{d}AO|AAA|",
              "37{d}0100DKKBV1.00|AO|AAA|",
              "19{d}AO|AB1|CHx|",
              "15+{d}AO|AAA|AB1|",
              "29NN{d}                  AO|AAA|AB1|",
              "65{d}AO|AAA|AD1234|",
              "9300CNnorth-kiosk|COother|",
              "9300CNsouth-kiosk|COsecret|")) {
        assertThat(machine.answer(message)).as(message).isInstanceOf(Sip2Answer.Close.class);
      }
      assertThat(machine.ask("9300CNnorth-kiosk|COsecret|")).as("it was right").startsWith("941");
    }
  }

  @Test
  void loginThatWasRightIsRefusedOnceTheAccountWasChanged() {
    var settings =
        new Sip2Settings(
            Duration.ofMinutes(10),
            TestLibrary.ANSWER_WITHIN,
            Duration.ZERO,
            Sip2Settings.UnknownMessages.IGNORE,
            Sip2Presets.NONE);
    try (var machine = new Machine(settings)) {
      assertThat(machine.ask("9300CNnorth-kiosk|COsecret|")).startsWith("941");
      machine.library.asSuperuser(
          "update account set enabled = false where username = 'north-kiosk'");
      assertThat(machine.ask("9300CNnorth-kiosk|COsecret|")).startsWith("940");
      machine.library.asSuperuser(
          "update account set enabled = true where username = 'north-kiosk'");
      assertThat(machine.ask("9300CNnorth-kiosk|COsecret|")).startsWith("941");
      assertThat(machine.ask("9300CNnorth-kiosk|COother|")).startsWith("940");
    }
  }
}
