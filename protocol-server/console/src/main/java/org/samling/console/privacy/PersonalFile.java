package org.samling.console.privacy;

import org.samling.core.catalogue.Bytes;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.PersonalData.Export;

/** Writes what is known of a person as a file that programs read. */
public interface PersonalFile {

  /**
   * The JSON, in UTF-8.
   *
   * @param tenant the library that has it
   * @param export what it has
   */
  Bytes json(Tenant tenant, Export export);
}
