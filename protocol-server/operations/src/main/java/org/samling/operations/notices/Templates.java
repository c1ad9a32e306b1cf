package org.samling.operations.notices;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.NoticeTemplates.Version;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.routes.notices.NoticeTexts;
import org.samling.routes.notices.NoticeWriter.WrittenNotice;

/** What the operations on the texts of notices take and return. */
public final class Templates {

  /** The most characters of a full text; a short one is checked for its own limit. */
  private static final int BODY = 10_000;

  private Templates() {}

  /** Which text. */
  public record WhichTemplate(
      @Means("the kind of notice, digest for several at once, or the kind of slip")
          MessageKind kind,
      NoticeLanguage language,
      @Means("the full form with a subject, or the short one for text messages") NoticeForm form) {

    static WhichTemplate of(Name name) {
      return new WhichTemplate(name.kind(), name.language(), name.form());
    }

    /** The text; a slip is printed and has no short form. */
    Name name() {
      if (kind.isPrinted() && form == NoticeForm.SHORT) {
        throw Problem.unknown(
            "\"%s\" is a slip: it has only the full form.".formatted(kind.text()));
      }
      return new Name(kind, language, form);
    }
  }

  /**
   * A page of texts.
   *
   * @param templates the texts, by kind, language and form
   * @param next what the next page comes after
   */
  public record Listed(List<ListedTemplate> templates, @Means(Paging.NEXT) @Nullable String next) {}

  /** A text in a list. */
  public record ListedTemplate(
      @JsonUnwrapped WhichTemplate template,
      @Means("whether it is the tenant's own") boolean own,
      @Means("the newest version; null where the tenant never had a text of its own")
          @Nullable Integer version,
      @Means("who saved that") @Nullable String by,
      @Means("when that was saved") @Nullable Instant at) {

    static ListedTemplate of(Name name, Optional<Version> newest) {
      return new ListedTemplate(
          WhichTemplate.of(name),
          newest.map(Version::text).isPresent(),
          newest.map(Version::number).orElse(null),
          newest.map(Version::by).orElse(null),
          newest.map(Version::at).orElse(null));
    }
  }

  /** A text. */
  public record Template(
      @JsonUnwrapped WhichTemplate template,
      @Means("whether it is the tenant's own") boolean own,
      @Means("the version; null where the tenant never had a text of its own")
          @Nullable Integer version,
      @Means("the subject with its placeholders; null for the short form") @Nullable String subject,
      @Means("the text with its placeholders, in Mustache (docs/notices.md)") String body) {

    /** The text of a version, or the built-in one. */
    static Template of(WhichTemplate which, Optional<Version> version) {
      var own = version.map(Version::text);
      var text = own.orElseGet(() -> NoticeTexts.builtIn(which.name()));
      return new Template(
          which,
          own.isPresent(),
          version.map(Version::number).orElse(null),
          text.subject(),
          text.body());
    }
  }

  /** A text that is to be saved. */
  public record NewText(
      @JsonUnwrapped WhichTemplate template,
      @Means("the subject with its placeholders, one line; none for the short form")
          @Size(max = NoticeTexts.LONGEST_SUBJECT) @Nullable String subject,
      @Means("the text with its placeholders, in Mustache (docs/notices.md)") @Size(max = BODY) String body,
      @Means(
              "the version that was changed, 0 for the built-in text, so that no newer one is"
                  + " overwritten; default: the newest")
          @Min(0) @Nullable Integer basedOn) {}

  /** A text that is to be shown filled in. */
  public record TextToTry(
      @JsonUnwrapped WhichTemplate template,
      @Means("the subject, as for saving") @Size(max = NoticeTexts.LONGEST_SUBJECT) @Nullable String subject,
      @Means("the text, as for saving; default: the text in use") @Size(max = BODY) @Nullable String body) {}

  /** A text as a patron would read it. */
  public record Preview(
      @JsonUnwrapped WhichTemplate template, @Nullable String subject, String body) {

    static Preview of(WhichTemplate which, WrittenNotice written) {
      Text text = written.text();
      return new Preview(which, text.subject(), text.body());
    }
  }

  /**
   * A page of versions.
   *
   * @param versions the versions, the newest first
   * @param next what the next page comes after
   */
  public record ListedVersions(
      List<ListedVersion> versions, @Means(Paging.NEXT) @Nullable String next) {}

  /** A version in a list. */
  public record ListedVersion(
      int version,
      @Means("when it was saved") Instant at,
      @Means("who saved it") String by,
      @Means("false where the built-in text was used again from then on") boolean own) {

    static ListedVersion of(Version version) {
      return new ListedVersion(
          version.number(), version.at(), version.by(), version.text() != null);
    }
  }

  /** Which version of a text. */
  public record WhichVersion(
      @JsonUnwrapped WhichTemplate template, @Means("the number of the version") int number) {}
}
