package org.samling.ncip.data;

/** The name of a library. */
public record OrganizationNameInformation(
    SchemeValue organizationNameType, String organizationName) {}
