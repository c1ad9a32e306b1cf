package org.samling.cli.access;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samling.sip2.shadow.RecordedExchange;
import org.samling.sip2.shadow.Resent;
import org.samling.sip2.shadow.Resent.Fate;

/**
 * What a replay of a recording does.
 *
 * @param exchanges how many there are in the recording
 * @param connections of how many connections
 * @param questions how often each request that changes nothing is sent, by its command
 * @param changes how often each that changes something
 * @param masked how many can't be sent, since who or what they name was masked
 * @param withPin how many had a PIN
 */
record ReplayPlan(
    int exchanges,
    long connections,
    SortedMap<String, Integer> questions,
    SortedMap<String, Integer> changes,
    int masked,
    int withPin) {

  private static final Map<String, String> CHANGES =
      Map.of(
          "01", "blocks of cards",
          "09", "returns",
          "11", "loans",
          "15", "holds",
          "19", "properties of items",
          "25", "lifted blocks",
          "29", "renewals",
          "37", "payments",
          "65", "renewals of all loans");

  static ReplayPlan of(List<RecordedExchange> recording) {
    var questions = new TreeMap<String, Integer>();
    var changes = new TreeMap<String, Integer>();
    var masked = 0;
    var withPin = 0;
    for (var exchange : recording) {
      var request = exchange.request();
      withPin += Resent.hadPin(request) ? 1 : 0;
      switch (Resent.fate(request)) {
        case ASKED -> questions.merge(request.command(), 1, Integer::sum);
        case CHANGES -> changes.merge(request.command(), 1, Integer::sum);
        case MASKED -> masked++;
        case SKIPPED -> {}
      }
    }
    var connections = recording.stream().mapToInt(RecordedExchange::connection).distinct().count();
    return new ReplayPlan(recording.size(), connections, questions, changes, masked, withPin);
  }

  /** Whether a request is sent. */
  static boolean isSent(RecordedExchange exchange, boolean withChanges) {
    var fate = Resent.fate(exchange.request());
    return fate == Fate.ASKED || (withChanges && fate == Fate.CHANGES);
  }

  /** Says it, before anything is sent. */
  void print(PrintWriter out, boolean withChanges) {
    out.println("recording: %d exchanges of %d connections".formatted(exchanges, connections));
    out.println("questions: " + counts(questions));
    if (changes.isEmpty()) {
      out.println("changes:   none");
    } else if (withChanges) {
      out.println(
          "changes:   made at the server: "
              + changes.entrySet().stream()
                  .map(one ->
                      "%d %s".formatted(one.getValue(), CHANGES.getOrDefault(one.getKey(), "")))
                  .collect(Collectors.joining(", ")));
    } else {
      out.println(
          "changes:   %s are not sent; --change-copy sends them, to a copy"
              .formatted(counts(changes)));
    }
    if (masked > 0) {
      out.println(
          "masked:    %d are not sent: the number that they name looks like a CPR number, or they can't be read"
              .formatted(masked));
    }
    if (withPin > 0) {
      out.println(
          "PINs:      %d messages had one, and none is in the recording. Give the account, on the copy, a profile that"
              .formatted(withPin));
      out.println(
          "           needs none (without-pin); what differs for want of a PIN is told as such.");
    }
    out.flush();
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(one -> "%d of %s".formatted(one.getValue(), one.getKey()))
            .collect(Collectors.joining(", "));
  }
}
