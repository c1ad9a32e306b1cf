package org.samling.ncip.data;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of a patron to those who ask for it by UserElementType (NCIP 2.02). */
public record UserOptionalFields(
    @Nullable PersonalNameInformation nameInformation,
    List<UserAddressInformation> userAddressInformation,
    @Nullable LocalDate dateOfBirth,
    List<SchemeValue> userLanguages,
    List<UserPrivilege> userPrivileges,
    List<BlockOrTrap> blocksOrTraps,
    List<UserId> userIds) {
  public UserOptionalFields {
    userAddressInformation = List.copyOf(userAddressInformation);
    userLanguages = List.copyOf(userLanguages);
    userPrivileges = List.copyOf(userPrivileges);
    blocksOrTraps = List.copyOf(blocksOrTraps);
    userIds = List.copyOf(userIds);
  }

  /** A person's name, in parts with at least a surname, or as one text, or both. */
  public record PersonalNameInformation(
      @Nullable String givenName,
      @Nullable String surname,
      @Nullable String unstructuredPersonalUserName) {
    public PersonalNameInformation {
      if (surname == null && (givenName != null || unstructuredPersonalUserName == null)) {
        throw new IllegalArgumentException("a name is a surname, or one text");
      }
    }
  }

  /**
   * Where a patron can be reached.
   *
   * @param userAddressRoleType what the address is for, such as {@code Home}
   */
  public record UserAddressInformation(
      SchemeValue userAddressRoleType,
      @Nullable Instant validFromDate,
      @Nullable Instant validToDate,
      Address address) {}

  /** A postal address or any other. */
  public sealed interface Address {}

  /**
   * A postal address in lines.
   *
   * @param unstructuredAddressData the lines, with a newline between each two
   * @param physicalAddressType such as {@code Postal Address}
   */
  public record PhysicalAddress(String unstructuredAddressData, SchemeValue physicalAddressType)
      implements Address {}

  /**
   * A telephone number, a mail address and the like.
   *
   * @param electronicAddressType the scheme of a URI, such as {@code tel} or {@code mailto}
   * @param electronicAddressData the number or address
   */
  public record ElectronicAddress(SchemeValue electronicAddressType, String electronicAddressData)
      implements Address {}

  /**
   * What a patron may do, or which group they belong to.
   *
   * @param agencyUserPrivilegeType the privilege, in the agency's own words
   * @param userPrivilegeStatusType whether it holds
   */
  public record UserPrivilege(
      SchemeValue agencyId,
      SchemeValue agencyUserPrivilegeType,
      @Nullable Instant validFromDate,
      @Nullable Instant validToDate,
      @Nullable SchemeValue userPrivilegeStatusType,
      @Nullable String userPrivilegeDescription) {}

  /**
   * Why a patron may not do something.
   *
   * @param blockOrTrapType the reason, in the agency's own words
   */
  public record BlockOrTrap(
      SchemeValue agencyId,
      SchemeValue blockOrTrapType,
      @Nullable Instant validFromDate,
      @Nullable Instant validToDate) {}
}
