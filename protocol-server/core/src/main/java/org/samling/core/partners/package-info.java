/**
 * Holds over tenants: agreements by which a tenant, the home, asks others, its suppliers, for
 * titles that its patrons wait for. Imports no protocol and no store.
 */
@NullMarked
package org.samling.core.partners;

import org.jspecify.annotations.NullMarked;
