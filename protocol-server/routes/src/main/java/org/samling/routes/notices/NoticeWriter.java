package org.samling.routes.notices;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryNews;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.NoticeTemplates.Version;
import org.samling.core.notices.Notices.Claimed;
import org.samling.core.notices.Notices.Entry;
import org.samling.core.notices.Notices.Lent;
import org.samling.core.notices.Slip;
import org.samling.core.organisation.Branch;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.Setting;

/** Writes messages: fills the tenant's own text for each, or the built-in one. */
public final class NoticeWriter {

  private final LendingPolicy policy;
  private final Map<Name, Version> own;

  /**
   * Creates an instance.
   *
   * @param policy the tenant's policy, which has the branches
   * @param own the newest versions of the tenant's own texts
   */
  public NoticeWriter(LendingPolicy policy, List<Version> own) {
    this.policy = policy;
    this.own = own.stream().collect(Collectors.toMap(Version::name, Function.identity()));
  }

  /**
   * A message that was written.
   *
   * @param version the version of the tenant's own template, or null for the built-in one
   */
  public record WrittenNotice(Text text, @Nullable Integer version) {}

  /** Writes a message from those of its entries that are still true. */
  WrittenNotice write(Claimed message, Instant now) {
    return write(
        new Name(message.kind(), message.language(), message.form()),
        new Reader(message.patronName(), message.guardianName()),
        message.branch(),
        message.entries().stream().filter(Entry::isTrue).distinct().toList(),
        now);
  }

  /**
   * Who reads a message.
   *
   * @param patron the name of the patron whom it is about
   * @param guardian the name of the guardian who reads it for them, or null
   */
  private record Reader(String patron, @Nullable String guardian) {}

  private WrittenNotice write(
      Name name, Reader reader, String branch, List<Entry> entries, Instant now) {
    return filled(name, model(name, reader, branch, entries, now));
  }

  /** Fills the text in use. */
  private WrittenNotice filled(Name name, Map<String, Object> model) {
    var version = Optional.ofNullable(own.get(name)).filter(v -> v.text() != null);
    var template = version.map(Version::text).orElseGet(() -> NoticeTexts.builtIn(name));
    return new WrittenNotice(
        NoticeTexts.fill(name.form(), template, model), version.map(Version::number).orElse(null));
  }

  /**
   * Writes a slip.
   *
   * @param branch the code of the branch that prints it
   */
  public WrittenNotice slip(Name name, String branch, Slip slip) {
    return filled(name, new SlipModel(policy, name.language()).of(branch, slip));
  }

  /**
   * Fills a text with an invented patron's data.
   *
   * @param name which text
   * @param template the text, or null for the one in use
   */
  public WrittenNotice preview(Name name, @Nullable Text template, String branch, Instant now) {
    if (name.kind().isPrinted()) {
      var slip = SlipModel.sample(name.kind(), branch, now);
      return template == null
          ? slip(name, branch, slip)
          : new WrittenNotice(
              NoticeTexts.fill(
                  name.form(), template, new SlipModel(policy, name.language()).of(branch, slip)),
              null);
    }
    var kinds =
        name.kind() == MessageKind.DIGEST
            ? List.of(NoticeKind.values())
            : List.of(NoticeKind.valueOf(name.kind().name()));
    var entries = kinds.stream().flatMap(kind -> samples(kind, branch, now)).toList();
    var reader = new Reader("Frida Birk Andersen", null);
    return template == null
        ? write(name, reader, branch, entries, now)
        : new WrittenNotice(
            NoticeTexts.fill(name.form(), template, model(name, reader, branch, entries, now)),
            null);
  }

  private static Stream<Entry> samples(NoticeKind kind, String branch, Instant now) {
    var at = now.plus(kind == NoticeKind.OVERDUE ? -8 : 7, ChronoUnit.DAYS);
    var first =
        new Entry(
            kind,
            2,
            true,
            true,
            "Skyggen over åen",
            "Holm, Agnes",
            "3800000001",
            branch,
            at,
            17,
            kind == NoticeKind.LENDER ? new Lent("DK-710100", true, false, null) : null);
    var second =
        new Entry(
            kind,
            1,
            true,
            true,
            "Fuglenes atlas",
            null,
            "3800000002",
            branch,
            at,
            18,
            kind == NoticeKind.LENDER
                ? new Lent("DK-710100", null, true, "https://copies.example.org/1")
                : null);
    return kind == NoticeKind.CARD_EXPIRY ? Stream.of(first) : Stream.of(first, second);
  }

  private Map<String, Object> model(
      Name name, Reader reader, String branch, List<Entry> entries, Instant now) {
    var words = new Words(name.language(), now);
    var model = new HashMap<String, Object>();
    model.put(NoticeVocabulary.LIBRARY, branch(branch));
    model.put(NoticeVocabulary.TENANT, policy.tenant().name());
    var guardian = reader.guardian();
    model.put(NoticeVocabulary.NAME, guardian == null ? reader.patron() : guardian);
    model.put(NoticeVocabulary.CHILD, guardian == null ? "" : reader.patron());
    if (name.kind() == MessageKind.DIGEST) {
      var kinds = new EnumMap<NoticeKind, List<Entry>>(NoticeKind.class);
      entries.forEach(e -> kinds.merge(e.kind(), List.of(e), NoticeWriter::both));
      for (var kind : NoticeKind.values()) {
        var some = kinds.get(kind);
        model.put(kind.text(), some == null ? "" : words.part(kind, some));
      }
    } else {
      model.putAll(words.part(NoticeKind.valueOf(name.kind().name()), entries));
    }
    return model;
  }

  private static List<Entry> both(List<Entry> one, List<Entry> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private String branch(String code) {
    return Optional.ofNullable(policy.branches().get(code)).map(Branch::name).orElse(code);
  }

  /** The values of names, in a language. */
  private final class Words {

    private final DateTimeFormatter days;
    private final Instant now;

    Words(NoticeLanguage language, Instant now) {
      this.days =
          DateTimeFormatter.ofPattern(
              switch (language) {
                case DA -> "d. MMMM uuuu";
                case EN -> "d MMMM uuuu";
              },
              language.locale());
      this.now = now;
    }

    Map<String, Object> part(NoticeKind kind, List<Entry> entries) {
      if (kind == NoticeKind.CARD_EXPIRY) {
        return Map.of(NoticeVocabulary.EXPIRES, day(entries.getFirst().at()));
      }
      var wanted = entries.stream().filter(Entry::isWanted).count();
      return Map.of(
          NoticeVocabulary.COUNT,
          Integer.toString(entries.size()),
          NoticeVocabulary.WANTED,
          kind == NoticeKind.RECALL && wanted > 0 ? Long.toString(wanted) : "",
          NoticeVocabulary.ENTRIES,
          entries.stream().map(this::entry).toList());
    }

    private Map<String, Object> entry(Entry entry) {
      var at = policy.day(entry.at());
      var words = new HashMap<String, Object>();
      words.put(NoticeVocabulary.TITLE, entry.title() == null ? "?" : entry.title());
      words.put(NoticeVocabulary.AUTHOR, entry.author() == null ? "" : entry.author());
      words.put(NoticeVocabulary.BARCODE, entry.barcode() == null ? "" : entry.barcode());
      words.put(NoticeVocabulary.LIBRARY, branch(entry.branch()));
      words.put(NoticeVocabulary.DUE, days.format(at));
      words.put(
          NoticeVocabulary.DAYS_LATE,
          Long.toString(Math.max(0, ChronoUnit.DAYS.between(at, policy.day(now)))));
      words.put(NoticeVocabulary.STEP, Integer.toString(entry.step()));
      words.put(
          NoticeVocabulary.REPEATED, entry.step() > 1 ? words.get(NoticeVocabulary.STEP) : "");
      words.put(
          NoticeVocabulary.PICKUP_NUMBER,
          entry.pickupNumber() == null ? "" : entry.pickupNumber().toString());
      words.put(NoticeVocabulary.PICKUP_UNTIL, days.format(at));
      words.putAll(lent(entry, days.format(at)));
      words.putAll(moved(entry));
      return words;
    }

    /** How a request to other libraries stands: one of the sections has the title. */
    private Map<String, Object> moved(Entry entry) {
      var news = entry.kind() == NoticeKind.INTERLIBRARY ? InterlibraryNews.of(entry.step()) : null;
      var title = entry.title() == null ? "?" : entry.title();
      return Map.of(
          NoticeVocabulary.ASKED,
          news == InterlibraryNews.ASKED ? title : "",
          NoticeVocabulary.ON_ITS_WAY,
          news == InterlibraryNews.SHIPPED ? title : "",
          NoticeVocabulary.UNAVAILABLE,
          news == InterlibraryNews.UNAVAILABLE ? title : "");
    }

    /** What a lender said; empty texts where it said nothing. */
    private Map<String, Object> lent(Entry entry, String due) {
      var lent = entry.lent();
      var granted = lent == null ? null : lent.isGranted();
      var link = lent == null ? null : lent.link();
      return Map.of(
          NoticeVocabulary.LENDER,
          lent == null ? "" : lent.library(),
          NoticeVocabulary.RENEWED,
          Boolean.TRUE.equals(granted) ? due : "",
          NoticeVocabulary.REFUSED,
          Boolean.FALSE.equals(granted) ? due : "",
          NoticeVocabulary.COPY,
          lent != null && lent.isCopy() ? lent.library() : "",
          NoticeVocabulary.LINK,
          link != null && showsLinks(entry.branch()) ? link : "");
    }

    private boolean showsLinks(String branch) {
      return policy.setting(Setting.ILL_COPY_LINK, branch, policy.day(now)).value()
          == Setting.CopyLinks.PATRON;
    }

    private String day(Instant at) {
      return days.format(policy.day(at));
    }
  }

  /** The names of all texts: each kind in each language and form; slips have only the full one. */
  public static List<Name> names() {
    return Arrays.stream(MessageKind.values())
        .flatMap(kind ->
            Arrays.stream(NoticeLanguage.values())
                .flatMap(language ->
                    Arrays.stream(NoticeForm.values())
                        .filter(form -> form == NoticeForm.FULL || !kind.isPrinted())
                        .map(form -> new Name(kind, language, form))))
        .toList();
  }
}
