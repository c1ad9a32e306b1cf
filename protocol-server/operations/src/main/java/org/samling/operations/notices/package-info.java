/**
 * Notices to patrons: what was sent, in which words, which of them patrons want, and addresses that
 * do not work (docs/notices.md).
 */
@NullMarked
package org.samling.operations.notices;

import org.jspecify.annotations.NullMarked;
