/** Accounts of machines and programs, and who may change which of them. */
@NullMarked
package org.samling.operations.accounts;

import org.jspecify.annotations.NullMarked;
