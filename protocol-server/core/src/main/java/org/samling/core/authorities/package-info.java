/**
 * Authority records, and the headings of other records that follow them (MARC 21 $0, danMARC2 *5
 * and *6, UNIMARC $3). Pure functions of records; who uses which authority is the store's.
 */
@NullMarked
package org.samling.core.authorities;

import org.jspecify.annotations.NullMarked;
