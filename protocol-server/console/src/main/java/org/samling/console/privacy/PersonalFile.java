package org.samling.console.privacy;

import org.samling.core.catalogue.Bytes;
import org.samling.core.organisation.Tenant;
import org.samling.core.privacy.PersonalData.Export;

/** Writes all data about a person as a machine-readable file. */
public interface PersonalFile {

  /**
   * Returns the JSON, in UTF-8.
   *
   * @param tenant the library that holds the data
   */
  Bytes json(Tenant tenant, Export export);
}
