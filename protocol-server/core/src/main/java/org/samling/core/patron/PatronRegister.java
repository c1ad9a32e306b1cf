package org.samling.core.patron;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps the patrons. Patrons are matched by their card number; putting the same again
 * changes nothing.
 */
public interface PatronRegister {

  /**
   * Puts patrons. Their blocks are replaced by those given; a PIN is set where the patron has none
   * yet, and left alone otherwise: patrons change it themselves.
   *
   * @param tenant the tenant
   * @param patrons the patrons
   * @return how many of them were new
   */
  int putPatrons(TenantId tenant, List<NewPatron> patrons);

  /**
   * A patron to be put.
   *
   * @param card the card number
   * @param name the name, "Surname, Forename"
   * @param category the code of the patron category
   * @param branch the code of the patron's own branch
   * @param pin the PIN, or null
   * @param language the SIP2 language code, 000 where it is not known
   * @param birthDate the date of birth, or null
   * @param expires the last day on which the patron can borrow, or null
   * @param email the e-mail address, or null
   * @param phone the telephone number, or null
   * @param address the postal address, or null
   * @param blocks why the patron is barred
   */
  record NewPatron(
      String card,
      String name,
      String category,
      String branch,
      @Nullable Secret pin,
      String language,
      @Nullable LocalDate birthDate,
      @Nullable LocalDate expires,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address,
      List<NewBlock> blocks) {

    /** Copies the blocks. */
    public NewPatron {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * A block to be put.
   *
   * @param code why
   * @param note what staff should know, or null
   */
  record NewBlock(BlockCode code, @Nullable String note) {}
}
