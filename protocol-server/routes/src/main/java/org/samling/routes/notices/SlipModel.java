package org.samling.routes.notices;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.Slip;
import org.samling.core.notices.Slip.Line;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.LendingPolicy;

/** The values of the names on slips, in a language. */
record SlipModel(LendingPolicy policy, NoticeLanguage language) {

  /** A slip about invented items of an invented patron. */
  static Slip sample(MessageKind kind, String branch, Instant now) {
    var day = now.plus(7, ChronoUnit.DAYS);
    var title = "Skyggen over åen";
    var name = "Frida Birk Andersen";
    return switch (kind) {
      case HOLD_SLIP ->
          Slip.of(
              name,
              now,
              List.of(Line.of(title, "Holm, Agnes", "3800000001", new Slip.Held(17, day))));
      case TRANSIT_SLIP ->
          Slip.of(
              "", now, List.of(Line.of(title, "Holm, Agnes", "3800000001", new Slip.Sent(branch))));
      case RECEIPT ->
          new Slip(
              name,
              now,
              List.of(Line.of(title, new Slip.Paid(2_000))),
              new Slip.Payment(2_000, 500L));
      default ->
          Slip.of(
              name,
              now,
              List.of(
                  Line.of(title, "Holm, Agnes", "3800000001", new Slip.Due(day)),
                  Line.of("Fuglenes atlas", null, "3800000002", new Slip.Due(day))));
    };
  }

  Map<String, Object> of(String branch, Slip slip) {
    var model = new HashMap<String, Object>();
    if (!slip.lines().isEmpty()) {
      model.putAll(line(slip.lines().getFirst()));
    }
    model.put(NoticeVocabulary.LIBRARY, branch(branch));
    model.put(NoticeVocabulary.TENANT, policy.tenant().name());
    model.put(NoticeVocabulary.NAME, slip.name());
    model.put(
        NoticeVocabulary.PRINTED,
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(language.locale())
            .format(slip.printed().atZone(policy.tenant().zone())));
    model.put(NoticeVocabulary.COUNT, Integer.toString(slip.lines().size()));
    var payment = slip.payment();
    if (payment != null) {
      var owed = payment.owed();
      model.put(NoticeVocabulary.PAID, money(payment.paid()));
      model.put(NoticeVocabulary.OWED, owed == null || owed == 0 ? "" : money(owed));
    }
    model.put(NoticeVocabulary.ENTRIES, slip.lines().stream().map(this::line).toList());
    return model;
  }

  private Map<String, Object> line(Line line) {
    var model = new HashMap<String, Object>();
    model.put(NoticeVocabulary.TITLE, line.title());
    model.put(NoticeVocabulary.AUTHOR, line.author());
    model.put(NoticeVocabulary.BARCODE, line.barcode());
    switch (line.what()) {
      case Slip.Due(var at) -> model.put(NoticeVocabulary.DUE, day(at));
      case Slip.Held(var number, var until) -> {
        model.put(NoticeVocabulary.PICKUP_NUMBER, Integer.toString(number));
        model.put(NoticeVocabulary.PICKUP_UNTIL, day(until));
      }
      case Slip.Sent(var to) -> model.put(NoticeVocabulary.DESTINATION, branch(to));
      case Slip.Paid(var amount) -> model.put(NoticeVocabulary.AMOUNT, money(amount));
    }
    return model;
  }

  private String branch(String code) {
    Branch known = policy.branches().get(code);
    return known == null ? code : known.name();
  }

  private String day(Instant at) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language.locale())
        .format(policy.day(at));
  }

  private String money(long minor) {
    var currency = policy.tenant().currency();
    var format = NumberFormat.getCurrencyInstance(language.locale());
    format.setCurrency(currency);
    return format.format(
        BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits())));
  }
}
