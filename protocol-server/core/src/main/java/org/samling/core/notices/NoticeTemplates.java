package org.samling.core.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores a tenant's own notice templates, in all their versions. It does not check
 * what they contain. Throws {@link org.samling.core.StoreException} when the store can't be
 * reached.
 */
public interface NoticeTemplates {

  /**
   * Identifies a template.
   *
   * @param kind the kind of message
   * @param language the language
   * @param form the form
   */
  record Name(MessageKind kind, NoticeLanguage language, NoticeForm form) {

    @Override
    public String toString() {
      return "%s/%s/%s".formatted(kind.text(), language.text(), form.text());
    }
  }

  /**
   * A text with its placeholders.
   *
   * @param subject the subject, one line; null for {@link NoticeForm#SHORT}
   * @param body the rest
   */
  record Text(@Nullable String subject, String body) {}

  /**
   * A version of a tenant's own text.
   *
   * @param name the template
   * @param number the version, from 1 on
   * @param text the text, or null where the built-in one is used again from this version on
   * @param by who saved it
   * @param at when
   */
  record Version(Name name, int number, @Nullable Text text, String by, Instant at) {}

  /** The newest version of each template that the tenant ever changed. */
  List<Version> current(TenantId tenant);

  /** All versions of a text, the newest first. */
  List<Version> history(TenantId tenant, Name name);

  /**
   * Saves a text as the next version.
   *
   * @param tenant whose
   * @param name the template
   * @param text the text, or null to return to the built-in one
   * @param by who saves it
   * @param expected the version on which the text is based, 0 for none
   * @return the new version, or empty where another was saved in the meantime
   */
  Optional<Version> save(TenantId tenant, Name name, @Nullable Text text, String by, int expected);
}
