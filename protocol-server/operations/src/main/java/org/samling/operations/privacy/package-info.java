/** The personal data of patrons, and who has looked at it (docs/privacy.md). */
@NullMarked
package org.samling.operations.privacy;

import org.jspecify.annotations.NullMarked;
