/** Random choices among many operations: AutoAugment and its successors. */
package io.unmask.augment.policy;
