from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0002_drop_last_login"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(
                db_comment="La contraseña es temporal: la cambia al entrar", default=False
            ),
        ),
    ]
