// SPDX-License-Identifier: GPL-2.0
/*
 * i2c-sim: an I2C bus of the kernel's own, with chips that are files of registers. i2c-stub knows SMBus only;
 * here raw transfers (I2C_RDWR) work too, and a chip can fail or be slow.
 *
 *   modprobe i2c-sim chip_addr=0x40,0x76
 *   /sys/kernel/debug/i2c-sim/40/  regs      512 bytes, to read and write
 *                                  stride    bytes a register (2)
 *                                  fail      errno of every transfer, 0 for none
 *                                  delay_ms  how long each takes
 *                                  reads, writes
 *                                  log       every byte written to it so far; writing empties it
 *   /sys/kernel/debug/i2c-sim/timeout_ms  how long the bus may wait for a chip, as a driver has set it
 */
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/i2c.h>
#include <linux/jiffies.h>
#include <linux/module.h>

#define MAX_CHIPS 16
#define REG_BYTES 512
#define LOG_BYTES 16384

struct chip {
	u16 addr;
	u8 regs[REG_BYTES];
	u8 log[LOG_BYTES];
	u32 pointer, stride, fail, delay_ms, reads, writes, logged;
};

static unsigned short chip_addr[MAX_CHIPS];
static int chip_count;
module_param_array(chip_addr, ushort, &chip_count, 0444);

static struct chip chips[MAX_CHIPS];
static struct dentry *folder;

static struct chip *find_chip(u16 addr)
{
	int i;

	for (i = 0; i < chip_count; i++)
		if (chips[i].addr == addr)
			return &chips[i];
	return NULL;
}

/* The first byte written is a register's number; what is read or written next starts there. */
static int message(struct chip *chip, struct i2c_msg *msg)
{
	u32 at;
	int i;

	if (chip->delay_ms)
		msleep(chip->delay_ms);
	if (chip->fail)
		return -(int)chip->fail;

	if (msg->flags & I2C_M_RD) {
		chip->reads++;
		at = chip->pointer * chip->stride;
		for (i = 0; i < msg->len; i++)
			msg->buf[i] = chip->regs[(at + i) % REG_BYTES];
	} else if (msg->len) {
		chip->writes++;
		for (i = 0; i < msg->len && chip->logged < LOG_BYTES; i++)
			chip->log[chip->logged++] = msg->buf[i];
		chip->pointer = msg->buf[0];
		at = chip->pointer * chip->stride;
		for (i = 1; i < msg->len; i++)
			chip->regs[(at + i - 1) % REG_BYTES] = msg->buf[i];
	}
	return 0;
}

static int transfer(struct i2c_adapter *adapter, struct i2c_msg *msgs, int count)
{
	int i, error;

	for (i = 0; i < count; i++) {
		struct chip *chip = find_chip(msgs[i].addr);

		/* Nobody acknowledges that address. */
		if (!chip)
			return -ENXIO;
		error = message(chip, &msgs[i]);
		if (error)
			return error;
	}
	return count;
}

static u32 functionality(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm algorithm = { .master_xfer = transfer, .functionality = functionality };
static struct i2c_adapter adapter = { .owner = THIS_MODULE, .name = "i2c-sim", .algo = &algorithm };

static ssize_t regs_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	struct chip *chip = file->private_data;

	return simple_read_from_buffer(to, size, at, chip->regs, REG_BYTES);
}

static ssize_t regs_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	struct chip *chip = file->private_data;

	return simple_write_to_buffer(chip->regs, REG_BYTES, at, from, size);
}

static const struct file_operations regs_file = {
	.owner = THIS_MODULE, .open = simple_open, .read = regs_read, .write = regs_write, .llseek = default_llseek,
};

static ssize_t log_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	struct chip *chip = file->private_data;

	return simple_read_from_buffer(to, size, at, chip->log, chip->logged);
}

static ssize_t log_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	struct chip *chip = file->private_data;

	chip->logged = 0;
	return size;
}

static const struct file_operations log_file = {
	.owner = THIS_MODULE, .open = simple_open, .read = log_read, .write = log_write, .llseek = default_llseek,
};

static void show_chip(struct chip *chip)
{
	char name[8];
	struct dentry *dir;

	snprintf(name, sizeof(name), "%02x", chip->addr);
	dir = debugfs_create_dir(name, folder);
	debugfs_create_file("regs", 0644, dir, chip, &regs_file);
	debugfs_create_file("log", 0644, dir, chip, &log_file);
	debugfs_create_u32("stride", 0644, dir, &chip->stride);
	debugfs_create_u32("fail", 0644, dir, &chip->fail);
	debugfs_create_u32("delay_ms", 0644, dir, &chip->delay_ms);
	debugfs_create_u32("reads", 0644, dir, &chip->reads);
	debugfs_create_u32("writes", 0644, dir, &chip->writes);
}

static int timeout_get(void *data, u64 *value)
{
	*value = jiffies_to_msecs(adapter.timeout);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(timeout_file, timeout_get, NULL, "%llu\n");

static int __init i2c_sim_init(void)
{
	int i, error;

	for (i = 0; i < chip_count; i++) {
		chips[i].addr = chip_addr[i];
		chips[i].stride = 2;
	}
	error = i2c_add_adapter(&adapter);
	if (error)
		return error;
	folder = debugfs_create_dir("i2c-sim", NULL);
	debugfs_create_file_unsafe("timeout_ms", 0444, folder, NULL, &timeout_file);
	for (i = 0; i < chip_count; i++)
		show_chip(&chips[i]);
	return 0;
}

static void __exit i2c_sim_exit(void)
{
	debugfs_remove(folder);
	i2c_del_adapter(&adapter);
}

module_init(i2c_sim_init);
module_exit(i2c_sim_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A simulated I2C bus with chips that are files of registers");
