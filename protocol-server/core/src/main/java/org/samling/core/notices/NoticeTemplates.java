package org.samling.core.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps the texts of notices which a tenant words in its own way, in all their
 * versions. What may stand in one is not known here. Throws {@link org.samling.core.StoreException}
 * when the store can't be asked.
 */
public interface NoticeTemplates {

  /**
   * Which text it is.
   *
   * @param kind of what kind of message
   * @param language in which language
   * @param form in which form
   */
  record Name(MessageKind kind, NoticeLanguage language, NoticeForm form) {

    @Override
    public String toString() {
      return "%s/%s/%s".formatted(kind.text(), language.text(), form.text());
    }
  }

  /**
   * A text with its gaps.
   *
   * @param subject the subject, one line; null for {@link NoticeForm#SHORT}
   * @param body the rest
   */
  record Text(@Nullable String subject, String body) {}

  /**
   * A version of a tenant's own text.
   *
   * @param name which text
   * @param number the version, from 1 on
   * @param text the text, or null where the built-in one counts again from this version on
   * @param by who saved it
   * @param at when
   */
  record Version(Name name, int number, @Nullable Text text, String by, Instant at) {}

  /** The newest version of each text that was ever the tenant's own. */
  List<Version> current(TenantId tenant);

  /** All versions of a text, the newest first. */
  List<Version> history(TenantId tenant, Name name);

  /**
   * Saves a text as the next version.
   *
   * @param tenant whose
   * @param name which
   * @param text the text, or null to let the built-in one count again
   * @param by who saves it
   * @param expected the version that was there when the text was begun, 0 for none
   * @return the new version, or nothing where another was saved meanwhile
   */
  Optional<Version> save(TenantId tenant, Name name, @Nullable Text text, String by, int expected);
}
